import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { launchApp, type RunningApp } from './app.ts';
import { filesOf, findSecrets, heapOf, pagePlaces, processPlaces, processTree, type Place } from './secrets.ts';

/** Planted texts by what they are. */
export type Planted = Readonly<Record<string, string>>;

/** Something that is nowhere else. */
export const random = (): string => randomBytes(12).toString('hex');

/** A password that every rule of passwords takes. */
export const randomPassword = (): string => `Pw-${random()}`;

/** The app, and every place where a secret could be left. */
export interface Hunt {
  readonly app: RunningApp;
  /** What the app wrote to its outputs so far. */
  readonly printed: () => string;
  /** Documents, fields, storages and heaps of all windows. */
  readonly windowPlaces: () => Promise<Place[]>;
  /** Windows, files of the app, arguments and environments of its processes, its outputs. */
  readonly allPlaces: () => Promise<Place[]>;
  /** Fails when one is in a window now. */
  readonly expectNoneInWindows: () => Promise<void>;
  readonly expectNoneAnywhere: () => Promise<void>;
}

type LaunchOptions = NonNullable<Parameters<typeof launchApp>[0]>;

/** Starts the app; `secrets` are looked for as they are at that moment. */
export async function startHunt(secrets: () => Planted, options: LaunchOptions = {}): Promise<Hunt> {
  const app = await launchApp(options);
  let printed = '';
  for (const stream of [app.electron.process().stdout, app.electron.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  }

  const windowPlaces = async (): Promise<Place[]> => {
    const places: Place[] = [];
    for (const [index, page] of app.electron.windows().entries()) {
      const name = `window ${index} (${await page.title()})`;
      places.push(...(await pagePlaces(page, name)), await heapOf(page, name));
    }
    return places;
  };
  const allPlaces = async (): Promise<Place[]> => [
    ...(await windowPlaces()),
    ...(await filesOf(app.userData)),
    ...(await processPlaces(await processTree(app.electron.process().pid ?? 0))),
    { name: 'stdout and stderr', content: Buffer.from(printed) },
  ];
  // What React and the browser let go of only with the next picture is given that picture.
  const expectNone = (places: () => Promise<Place[]>): Promise<void> =>
    expect.poll(async () => findSecrets(await places(), secrets()), { timeout: 90_000 }).toEqual([]);
  return {
    ...{ app, printed: () => printed, windowPlaces, allPlaces },
    expectNoneInWindows: () => expectNone(windowPlaces),
    expectNoneAnywhere: () => expectNone(allPlaces),
  };
}
