import { createRoot } from 'react-dom/client';
import { Bug } from '../../shared/errors/app-error.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { request, subscribe } from '../api/client.ts';
import '../ui/styles.css';
import { ConsoleApp } from './console-app.tsx';
import { ConsoleController } from './console-controller.ts';
import { ConsoleSettings } from './console-settings.tsx';
import './console.css';
import { channelOpener, type PortPage } from './open-channel.ts';
import { scaleStore } from './scale-store.ts';
import { startSpice } from './spice-viewer.ts';
import { startVnc } from './vnc-viewer.ts';

/** Milliseconds that main has to hand over the port of a byte channel. */
const channelLimit = 15_000;

async function open(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Bug('console.html has no root element');
  const [settings, systemLanguage] = await Promise.all([
    request('settings.get', null).catch(() => defaultSettings),
    request('app.info', null).then(
      (info) => info.systemLanguage,
      () => 'en' as const,
    ),
  ]);
  const controller = new ConsoleController({
    request,
    subscribe,
    openChannel: channelOpener(
      window satisfies PortPage,
      (input, signal) => request('console.open-channel', input, signal),
      channelLimit,
    ),
    viewers: { vnc: startVnc, spice: startSpice },
    scale: scaleStore(window.localStorage),
    later: (run, ms) => {
      const timer = window.setTimeout(run, ms);
      return () => window.clearTimeout(timer);
    },
  });
  createRoot(root).render(
    <ConsoleSettings initial={settings} systemLanguage={systemLanguage}>
      <ConsoleApp controller={controller} />
    </ConsoleSettings>,
  );
}

void open();
