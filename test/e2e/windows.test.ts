import { connect } from 'node:net';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { requestChannels, type RequestChannel } from '../../shared/ipc/channels.ts';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, selectVm } from '../support/journeys.ts';
import { startListener, type Listener } from '../support/listener.ts';

/** What the preload script adds. */
interface WindowWithBridge {
  readonly vmdeck: Bridge;
}

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;
let listener: Listener;
const pages: Record<string, Page> = {};

beforeAll(async () => {
  listener = await startListener();
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
  app = await launchApp();
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
  const name = simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '';
  await selectVm(app.main, name);
  await app.main.getByTestId('action-console').click();
  await app.main.getByTestId('console-vnc').click();
  pages['main'] = app.main;
  pages['console'] = await app.window(name);
  await pages['console'].locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await listener.stop();
});

function pageOf(kind: string): Page {
  const page = pages[kind];
  if (page === undefined) throw new Error(`no ${kind} window`);
  return page;
}

/** Calls main as a page that was taken over would; answers the code of the refusal, or `ok`. */
const call = (page: Page, channel: string, input: unknown = null): Promise<string> =>
  page.evaluate(
    async ([name, value]) => {
      try {
        const { vmdeck } = window as unknown as WindowWithBridge;
        const answer = await vmdeck.request(String(name), crypto.randomUUID(), value);
        return answer.ok ? 'ok' : answer.error.code;
      } catch (error) {
        return String(error);
      }
    },
    [channel, input],
  );

const consoleOnly: readonly RequestChannel[] = [
  ...(['console.view', 'console.connect', 'console.disconnect', 'console.switch', 'console.power'] as const),
  ...(['console.open-channel', 'console.certificates', 'console.full-screen'] as const),
];
const forAll: readonly RequestChannel[] = ['app.info', 'app.show-main', 'settings.get', 'vault.status', 'vault.lock'];

describe.each(['main', 'console'])('the %s window', (kind) => {
  it('has nothing of Node or Electron', async () => {
    const found = await pageOf(kind).evaluate(() =>
      [
        'require',
        'module',
        'process',
        'Buffer',
        'global',
        '__dirname',
        'electron',
        'ipcRenderer',
        'setImmediate',
      ].filter((name) => name in window),
    );
    expect(found).toEqual([]);
    const bridge = await pageOf(kind).evaluate(() =>
      Object.keys((window as unknown as WindowWithBridge).vmdeck).sort(),
    );
    expect(bridge).toEqual(['cancel', 'request', 'subscribe']);
  });

  it('stays on its page', async () => {
    const page = pageOf(kind);
    const before = page.url();
    for (const target of [
      `http://127.0.0.1:${listener.tcpPort}/`,
      'file:///etc/hostname',
      'app://vmdeck/console.html',
    ]) {
      await page.evaluate((url) => {
        window.location.href = url;
      }, target);
      await page.evaluate((url) => {
        const link = document.body.appendChild(document.createElement('a'));
        link.href = url;
        link.click();
        link.remove();
      }, target);
    }
    // A round trip through main comes after whatever a navigation would have begun.
    expect(await call(page, 'app.info')).toBe('ok');
    expect(page.url()).toBe(before);
    expect(await page.evaluate(() => window.location.href)).toBe(before);
  });

  it('opens no window and no frame with a bridge', async () => {
    const page = pageOf(kind);
    const count = app.electron.windows().length;
    const opened = await page.evaluate(() =>
      ['about:blank', 'app://vmdeck/main.html', 'https://127.0.0.1/'].map((url) => window.open(url) !== null),
    );
    expect(opened).toEqual([false, false, false]);
    expect(app.electron.windows()).toHaveLength(count);
    const inFrame = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const has = frame.contentWindow !== null && 'vmdeck' in frame.contentWindow;
      frame.remove();
      return has;
    });
    expect(inFrame).toBe(false);
  });

  it('is served with a strict policy, and so is what is not there', async () => {
    const policies = await pageOf(kind).evaluate(async () => {
      const own = await fetch(window.location.href);
      const absent = await fetch('/none.html');
      return [own.headers.get('content-security-policy') ?? '', absent.headers.get('content-security-policy') ?? ''];
    });
    const directives = (policies[0] ?? '').split('; ');
    expect(directives).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'", "object-src 'none'"]),
    );
    expect(directives).toEqual(
      expect.arrayContaining(["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "webrtc 'block'"]),
    );
    expect(policies[0]).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
    expect(policies[1]).toBe("default-src 'none'");
  });

  it('runs no script but ours', async () => {
    const ran = await pageOf(kind).evaluate(async () => {
      const inline = document.createElement('script');
      inline.textContent = 'window.ranInline = true';
      document.body.append(inline);
      inline.remove();
      const data = document.createElement('script');
      const tried = new Promise((resolve) => {
        data.addEventListener('load', () => resolve('loaded'));
        data.addEventListener('error', () => resolve('refused'));
      });
      data.src = 'data:text/javascript,window.ranData=true';
      document.body.append(data);
      await tried;
      data.remove();
      return ['ranInline', 'ranData'].filter((name) => name in window);
    });
    expect(ran).toEqual([]);
  });

  it('reads no file and reaches no address by request', async () => {
    const page = pageOf(kind);
    for (const url of [
      ...[`http://127.0.0.1:${listener.tcpPort}/`, `https://127.0.0.1:${listener.tcpPort}/`],
      ...['file:///etc/hostname', 'app://vmdeck/..%2f..%2fpackage.json', 'app://other/main.html'],
    ]) {
      const outcome = await page.evaluate(
        (target) =>
          fetch(target).then(
            (answer) => (answer.ok ? 'read' : 'refused'),
            () => 'refused',
          ),
        url,
      );
      expect(`${url} ${outcome}`).toBe(`${url} refused`);
    }
  });

  it('sends nothing to the network by any other way', async () => {
    const { tcpPort, udpPort } = listener;
    await pageOf(kind).evaluate(
      async ([tcp, udp]) => {
        const http = `http://127.0.0.1:${tcp}/`;
        const add = (tag: string, attributes: Record<string, string>): void => {
          const element = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.head.append(element);
        };
        const attempt = (run: () => void): void => {
          try {
            run();
          } catch {
            // Refused at once, which is as good.
          }
        };
        for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'stylesheet', 'icon', 'manifest']) {
          add('link', { rel, href: http, as: 'fetch' });
        }
        add('img', { src: http });
        add('script', { src: http });
        add('iframe', { src: http });
        add('object', { data: http });
        attempt(() => new WebSocket(`ws://127.0.0.1:${tcp}/`));
        attempt(() => new EventSource(http));
        attempt(() => navigator.sendBeacon(http, 'x'));
        attempt(() => new Worker(http));
        const gone = new Promise((resolve) => setTimeout(resolve, 3_000));
        attempt(() => {
          const peer = new RTCPeerConnection({
            iceServers: [
              { urls: `stun:127.0.0.1:${udp}` },
              { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'x', credential: 'x' },
              { urls: `turn:127.0.0.1:${udp}?transport=udp`, username: 'x', credential: 'x' },
            ],
          });
          peer.createDataChannel('x');
          void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        });
        await gone;
      },
      [tcpPort, udpPort] as const,
    );
    expect(listener.heard).toEqual([]);
  });

  it('is granted no camera, place, notification, device or file', async () => {
    const answers = await pageOf(kind).evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
      const states = await Promise.all(
        names.map((name) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)),
      );
      const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      );
      return [...states, media];
    });
    expect(new Set(answers)).toEqual(new Set(['denied']));
  });

  it('writes no file by itself', async () => {
    // Only once the listener stands may the download begin.
    const heard = await app.electron.evaluateHandle(({ session }) => ({
      prevented: new Promise<boolean>((resolve) =>
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented)),
      ),
    }));
    await pageOf(kind).evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.txt';
      link.click();
    });
    expect(await heard.evaluate(({ prevented }) => prevented)).toBe(true);
  });

  it('is refused an unknown channel and input that is not of the contract', async () => {
    const page = pageOf(kind);
    expect(await call(page, 'vault.dump')).toContain('No such channel');
    expect(await call(page, '__proto__')).toContain('No such channel');
    expect(await call(page, 'settings.get', { extra: true })).toBe('ipc.invalid-input');
  });
});

it('a console window may call its own channels and those for all, and no other', async () => {
  for (const channel of requestChannels) {
    if (consoleOnly.includes(channel) || forAll.includes(channel)) continue;
    expect(`${channel} ${await call(pageOf('console'), channel)}`).toBe(`${channel} ipc.forbidden`);
  }
  expect(await call(pageOf('console'), 'console.view')).toBe('ok');
});

it('the main window may not call what belongs to a console window', async () => {
  for (const channel of consoleOnly) {
    expect(`${channel} ${await call(pageOf('main'), channel)}`).toBe(`${channel} ipc.forbidden`);
  }
  for (const channel of forAll) expect(await call(pageOf('main'), channel)).toBe('ok');
});

it('hears whoever does turn up', async () => {
  const socket = connect(listener.tcpPort, '127.0.0.1');
  await once(socket, 'close');
  const datagram = createSocket('udp4');
  datagram.send('x', listener.udpPort, '127.0.0.1');
  await expect.poll(() => [...listener.heard].sort()).toEqual(['tcp', 'udp']);
  datagram.close();
});
