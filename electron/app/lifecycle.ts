import { app } from 'electron';
import { declareScheme } from '../windows/protocol.ts';
import { installMenu } from '../windows/menu.ts';
import { closeResolver, installPolicy } from '../windows/policy.ts';
import { compose, type Composition } from './compose.ts';
import { developmentServer } from './development-server.ts';
import { prepareDemo } from './demo.ts';
import type { StartOptions } from './options.ts';
import { writeScreenshot } from './screenshot.ts';

/** Milliseconds that an ending app gives to what is still open. */
const goodbye = 3_000;

function quitOrderly(composition: Composition): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    // Quitting again while this event is still being handled would be ignored.
    const end = (): void => {
      stopped = true;
      setImmediate(() => app.quit());
    };
    const limit = setTimeout(end, goodbye);
    void composition
      .stop()
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(limit);
        end();
      });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => composition.windows.showMain());
  app.on('second-instance', () => composition.windows.showMain());
}

/** From the command line to the first window. All of Electron's `app` events are heard here. */
export async function start(options: StartOptions): Promise<void> {
  if (options.userData !== null) app.setPath('userData', options.userData);
  // Two writers of one vault could overwrite each other; the second start shows the first one's window instead.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // A runner that has to switch Chromium's sandbox off (as root) would otherwise end in a crash loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareScheme();
  installPolicy(app, developmentServer(app, process.env) !== null);
  closeResolver(app.commandLine);
  await app.whenReady();
  installMenu(process.platform);

  const { screenshot } = options;
  const onShown = (view: 'start' | 'inventory'): void => {
    if (screenshot === null || view !== 'inventory') return;
    writeScreenshot(composition.windows.showMain().webContents, screenshot).then(
      () => app.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        app.exit(1);
      },
    );
  };
  const composition = await compose(options, onShown);
  quitOrderly(composition);
  const demoFile = process.env['VMDECK_DEMO'];
  if (options.demo && demoFile !== undefined) {
    const { vault, connections } = composition.services;
    await prepareDemo(demoFile, vault, connections);
  }
  composition.windows.showMain();
}
