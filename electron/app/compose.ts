import { app, powerMonitor, session, shell } from 'electron';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { translator, type Translate } from '../../shared/i18n/translate.ts';
import type { Language } from '../../shared/model/settings.ts';
import { bindElectron } from '../ipc/electron-port.ts';
import { createEventSender } from '../ipc/events.ts';
import { createHandlers, refusalBy } from '../ipc/handlers.ts';
import { relayChanges } from '../ipc/relay.ts';
import type { Services } from '../ipc/services.ts';
import { systemClipboard } from '../platform/clipboard.ts';
import { systemProxy } from '../platform/system-proxy.ts';
import { safeStorageKeychain } from '../platform/keychain.ts';
import { createLogFile } from '../platform/log-file.ts';
import { systemPresence } from '../platform/presence.ts';
import { AuditedSettings } from '../services/audited-settings.ts';
import { AutoLock } from '../services/auto-lock.ts';
import { buildServices } from '../services/build.ts';
import { linkOpener } from '../services/link-opener.ts';
import { openAudit } from '../services/open-audit.ts';
import { SecretClipboard } from '../services/secret-clipboard.ts';
import { systemClock, systemTicker } from '../services/system-clock.ts';
import { whileOpen } from '../services/while-open.ts';
import { nodeFiles } from '../vault/node-files.ts';
import { nodeVault } from '../vault/options.ts';
import { Vault } from '../vault/vault.ts';
import { confirmer, existingFileChooser, fileChooser } from '../windows/choose-file.ts';
import { servePages } from '../windows/protocol.ts';
import { restrictSession } from '../windows/policy.ts';
import { WindowRegistry } from '../windows/registry.ts';
import { developmentServer } from './development-server.ts';
import type { StartOptions } from './options.ts';
import { createProxyProcess } from './proxy-resolver.ts';
import { openStores } from './stores.ts';
import { createWindowHost, type WindowHost } from './window-host.ts';

export interface Composition {
  readonly services: Services;
  readonly windows: WindowHost;
  /** Locks, which ends consoles and waits. */
  stop(): Promise<void>;
}

const systemLanguage = (): Language => (app.getLocale().toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');

/** Builds everything, leaves first. Opens no window yet. */
export async function compose(
  options: StartOptions,
  onShown: (view: 'start' | 'inventory') => void,
): Promise<Composition> {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const output = join(app.getAppPath(), 'out');
  const reloadServer = developmentServer(app, process.env);
  const now = (): number => Date.now();
  const log = createLogFile(join(folder, 'logs', 'vmdeck.log'), now);
  const stores = openStores(folder, now, log);
  const vault = await Vault.open(nodeVault(join(folder, 'vault.vmdeck')));

  const audit = await openAudit(vault.path, 'app', log);
  const settings = new AuditedSettings(audit, stores.settings, options.settings);
  const registry = new WindowRegistry();
  const events = createEventSender(() => registry.targets());
  const windows = createWindowHost({
    ...{ registry, preloads: join(output, 'preload'), bounds: stores.bounds, size: options.size },
    devTools: !app.isPackaged,
    settings: () => settings.get(),
    onClosed: (key) => {
      bound.abandon(key);
      built.consoles.windowClosed(key);
    },
    onFullScreen: (key, on) => events.tell(key, 'console.full-screen-changed', { on }),
    onInput: () => autoLock.noteInput(),
    onMinimised: () => autoLock.noteMinimised(),
  });
  const proxies = createProxyProcess();
  const clipboard = new SecretClipboard({
    ...{ clipboard: systemClipboard(process.platform), clock: systemClock, log },
    seconds: () => settings.get().clipboardSeconds,
  });
  const built = buildServices({
    ...{ audit, vault, windows, clipboard, log, follow: true },
    files: nodeFiles,
    systemProxy: systemProxy(proxies),
    keychain: safeStorageKeychain(join(folder, 'keychain')),
    taskStore: stores.tasks,
    lockPolicy: () => settings.get().lock,
    onConsoleView: (key, view) => events.tell(key, 'console.changed', view),
  });
  const autoLock = new AutoLock({
    ...{ presence: systemPresence(powerMonitor), ticker: systemTicker, settings: () => settings.get().lock },
    isOpen: () => built.vault.status().state === 'unlocked',
    lock: (reason) => void built.vault.lock(reason),
  });
  built.vault.onChange(({ state }) => {
    autoLock.noteVault();
    windows.coverTitles(state !== 'unlocked');
  });
  const facts = {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    systemLanguage: systemLanguage(),
    demo: options.demo,
    notices: stores.notices,
  };
  const setFullScreen = (key: string, on: boolean): void => registry.find(key)?.setFullScreen(on);
  const showMain = (): void => void windows.showMain();
  const showCertificates = (id: string): void => {
    showMain();
    events.tell('main', 'connections.certificates-asked', { id });
  };
  const windowOf = (key: string): ReturnType<typeof registry.find> => registry.find(key);
  const words = (): Translate => {
    const { language } = settings.get();
    return translator(language === 'system' ? facts.systemLanguage : language);
  };
  const openLink = linkOpener(built.vault, (link) => shell.openExternal(link));
  const services: Services = {
    ...{
      ...built,
      audit,
      clipboard,
      facts,
      settings,
      onShown,
      showMain,
      showCertificates,
      setFullScreen,
      words,
      openLink,
    },
    chooseFile: whileOpen(built.vault, fileChooser(windowOf)),
    chooseExisting: whileOpen(built.vault, existingFileChooser(windowOf)),
    confirm: confirmer(windowOf),
    tellExamination: (key, progress) => events.tell(key, 'doctor.changed', progress),
  };

  await restrictSession(session.defaultSession, reloadServer);
  servePages(session.defaultSession, join(output, 'renderer'), reloadServer);
  const bound = bindElectron({
    handlers: createHandlers(services),
    identify: (event) => registry.identify(event),
    refusal: refusalBy(services.vault),
    report: (channel, error) => {
      const reportId = randomUUID();
      log.write('error', 'ipc.bug', { channel, reportId, error: error instanceof Error ? error.stack : String(error) });
      return reportId;
    },
  });
  relayChanges(services, events);
  log.write('info', 'app.started', facts);
  const checking = new AbortController();
  audit.verify(checking.signal).catch((error: unknown) => {
    if (!checking.signal.aborted) log.write('error', 'audit.unreadable', { error: String(error) });
  });
  return {
    services,
    windows,
    stop: async () => {
      checking.abort();
      autoLock.stop();
      await built.vault.lock('quit');
      await proxies.stop();
      await audit.close();
    },
  };
}
