import { requestChannels, type RequestChannel } from '../../shared/ipc/channels.ts';

/** What a kind of window is: its page, its preload script, its size in CSS pixels, and which calls it may make. */
export interface WindowKind {
  readonly page: string;
  readonly preload: string;
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly channels: readonly RequestChannel[];
}

/** Calls that speak of the calling window's own console. */
const consoleOwn: readonly RequestChannel[] = [
  'console.view',
  'console.connect',
  'console.disconnect',
  'console.switch',
  'console.power',
  'console.open-channel',
  'console.full-screen',
  'console.certificates',
];

export const windowKinds = {
  main: {
    page: 'main.html',
    preload: 'main.cjs',
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 560,
    channels: requestChannels.filter((channel) => !consoleOwn.includes(channel)),
  },
  console: {
    page: 'console.html',
    preload: 'console.cjs',
    width: 1040,
    height: 760,
    minWidth: 480,
    minHeight: 320,
    channels: [...consoleOwn, 'app.info', 'app.show-main', 'settings.get', 'vault.status', 'vault.lock'],
  },
} as const satisfies Record<string, WindowKind>;

export type WindowKindName = keyof typeof windowKinds;
