import { join, normalize, sep } from 'node:path';

export const pageScheme = 'app';
const host = 'vmdeck';

export const pageUrl = (page: string): string => `${pageScheme}://${host}/${page}`;

/** Whether an address is a page of ours, whatever its path, query or fragment. */
export const isOurs = (url: string): boolean => {
  try {
    const { protocol, host: urlHost } = new URL(url);
    return protocol === `${pageScheme}:` && urlHost === host;
  } catch {
    return false;
  }
};

/** The file of `root` that an address names, or null for whatever is not ours or would lie outside the folder. */
export function fileOf(root: string, url: string): string | null {
  if (!isOurs(url)) return null;
  try {
    const path = normalize(join(root, decodeURIComponent(new URL(url).pathname)));
    return path.startsWith(root + sep) && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

/** Where the hot-reload server has a page of ours, or null for whatever is not ours. */
export function developmentAddress(server: string, url: string): string | null {
  if (!isOurs(url)) return null;
  const { pathname, search } = new URL(url);
  // Set, not resolved: a path such as //host would otherwise lead to another host.
  return Object.assign(new URL(server), { pathname, search }).href;
}
