import { app, session } from 'electron';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProxyProcess, proxyQuestionSchema } from '../platform/proxy-process.ts';
import { systemClock } from '../services/system-clock.ts';

/** Argument of the process that {@link answerQuestions} runs in. */
export const resolverFlag = '--resolve-proxies';

/** Milliseconds for an answer: a start, and a script that the system fetches from afar. */
const limitMs = 20_000;

/** Switches of Chromium that say what stands in the place of the system's settings, or that the runner needs. */
const inherited = [
  ...['no-sandbox', 'no-proxy-server', 'proxy-auto-detect', 'proxy-bypass-list', 'proxy-pac-url', 'proxy-server'],
];

const passedOn = (): readonly string[] =>
  inherited
    .filter((name) => app.commandLine.hasSwitch(name))
    .map((name) => `--${name}=${app.commandLine.getSwitchValue(name)}`.replace(/=$/, ''));

/** Asks about proxies in a process of its own: this app once more, without windows, vault or folder. */
export const createProxyProcess = (): ProxyProcess =>
  new ProxyProcess({
    clock: systemClock,
    limitMs,
    start: () => {
      const folder = mkdtempSync(join(tmpdir(), 'vmdeck-proxy-'));
      const application = process.defaultApp ? [app.getAppPath()] : [];
      const child = spawn(
        process.execPath,
        [...application, resolverFlag, `--user-data-dir=${folder}`, ...passedOn()],
        { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
      );
      child.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
      return child;
    },
  });

/** The other end of {@link createProxyProcess}: answers until the app that asks is gone. */
export async function answerQuestions(userData: string | null): Promise<void> {
  if (userData !== null) app.setPath('userData', userData);
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.disableHardwareAcceleration();
  app.dock?.hide();
  process.on('disconnect', () => app.exit(0));
  const ready = app.whenReady();
  process.on('message', (message: unknown) => {
    const question = proxyQuestionSchema.safeParse(message);
    if (!question.success) return;
    const { id, url } = question.data;
    void ready
      .then(() => session.defaultSession.resolveProxy(url))
      .then((list) => process.send?.({ id, list }))
      .catch(() => undefined);
  });
  await ready;
}
