import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

/** Where the session goes in the address of a vendor's web console. */
export const sessionPlace = '{session}';
const places = [sessionPlace, '{vm}', '{region}'] as const;

/** Everything up to the path is fixed: what a cloud answers may not choose the server. */
const head = /^https?:\/\/[^/?#\s@\\{}]+[/?#]/i;

const address = z.url({ protocol: /^https?$/ });
const plain = (template: string): string => places.reduce((text, place) => text.replaceAll(place, 'x'), template);

/**
 * The address of a vendor's web console, which no document tells (AUTH, section 1: a template in the connection's settings):
 * http or https with `{session}` and, where wanted, `{vm}` and `{region}` behind the host.
 */
export const webConsoleSchema = z
  .string()
  .trim()
  .max(2000)
  .refine((template) => head.test(template) && template.includes(sessionPlace))
  .refine((template) => !/[{}\s]/.test(plain(template)) && address.safeParse(plain(template)).success);

interface WebConsoleAt {
  readonly sessionId: string;
  readonly vmId: string;
  readonly region: string;
}

/**
 * The address for one session; it is as secret as the session.
 *
 * @throws AppError `answer.unexpected` for a value of nothing but dots, which would lead to another folder
 */
export function webConsoleLink(template: string, { sessionId, vmId, region }: WebConsoleAt): string {
  const values = [sessionId, vmId, region];
  if (values.some((value) => /^\.*$/.test(value))) throw new AppError('answer.unexpected', { field: 'SessionID' });
  return values.reduce(
    (text, value, at) => text.replaceAll(places[at] ?? '', () => encodeURIComponent(value)),
    template,
  );
}
