import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where a planted secret could turn up, and the text or bytes found there. */
export interface Place {
  readonly name: string;
  readonly content: Buffer;
}

/** UTF-16 as well as UTF-8, since Chromium keeps both on disk. */
const spellings = (secret: string): readonly Buffer[] => [
  Buffer.from(secret, 'utf8'),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '')),
  Buffer.from(Buffer.from(secret, 'utf8').toString('hex')),
];

/** `<secret's name> in <place>` for each secret that is found. */
export function findSecrets(places: readonly Place[], secrets: Readonly<Record<string, string>>): string[] {
  return places.flatMap(({ name: place, content }) =>
    Object.entries(secrets)
      .filter(([, secret]) => spellings(secret).some((bytes) => content.includes(bytes)))
      .map(([name]) => `${name} in ${place}`),
  );
}

/** Every file below a folder. Sockets and files that go meanwhile hold nothing to read. */
export async function filesOf(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    files.map(async (path) => ({ name: path, content: await readFile(path).catch(() => Buffer.alloc(0)) })),
  );
  return read;
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in parentheses, may hold spaces; the parent is the second field behind it.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** A process and all below it. */
export async function processTree(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return pids.filter(isBelow);
}

/** The arguments and the environment of processes, as everybody of this user can read them. */
export async function processPlaces(pids: readonly number[]): Promise<Place[]> {
  const paths = pids.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
  return Promise.all(paths.map(async (name) => ({ name, content: await readFile(name).catch(() => Buffer.alloc(0)) })));
}

/** What a window shows and keeps: its document with the values of its fields, and its storages. */
export async function pagePlaces(page: Page, name: string): Promise<Place[]> {
  const kept = await page.evaluate(() =>
    JSON.stringify([
      ...[localStorage, sessionStorage].map((storage) => Object.entries(storage)),
      [...document.querySelectorAll('input, textarea')].map((field) => 'value' in field && field.value),
      [document.title, window.name, document.cookie, history.state],
    ]),
  );
  return [
    { name: `${name} document`, content: Buffer.from(await page.content()) },
    { name: `${name} storage and fields`, content: Buffer.from(kept) },
  ];
}

/** All strings that a window's heap still holds after its garbage was collected. */
export async function heapOf(page: Page, name: string): Promise<Place> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  // A collection may leave what finalizers only then let go of.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: false, reportProgress: false });
  await session.detach();
  // The strings come last; what comes before are numbers, and many times as much.
  const snapshot = chunks.join('');
  return { name: `${name} heap`, content: Buffer.from(snapshot.slice(snapshot.lastIndexOf('"strings":['))) };
}
