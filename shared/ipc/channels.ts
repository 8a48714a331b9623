/** Every call that a window can make to main. Plain data: the sandboxed preload scripts import this and nothing else. */
export const requestChannels = [
  'app.info',
  'app.shown',
  'settings.get',
  'settings.set',
  'vault.status',
  'vault.create',
  'vault.unlock',
  'vault.lock',
  'vault.reload',
  'vault.restore-backup',
  'vault.keys',
  'vault.change-password',
  'vault.change-cost',
  'vault.export',
  'vault.import',
  'vault.make-recovery',
  'vault.remove-recovery',
  'vault.recover',
  'vault.enable-quick-unlock',
  'vault.disable-quick-unlock',
  'vault.quick-unlock',
  'vault.destroy',
  'connections.list',
  'connections.test',
  'connections.add',
  'connections.update',
  'connections.remove',
  'connections.sync',
  'inventory.query',
  'inventory.get',
  'inventory.refresh',
  'actions.run',
  'usb.list',
  'tasks.list',
  'tasks.cancel',
  'tasks.retry',
  'tasks.clear',
  'console.open',
  'console.view',
  'console.connect',
  'console.disconnect',
  'console.switch',
  'console.power',
  'console.open-channel',
  'console.full-screen',
  'audit.query',
  'audit.status',
  'audit.verify',
  'audit.export',
] as const;
export type RequestChannel = (typeof requestChannels)[number];

/** Everything that main tells its windows. Events are state to be read again, not steps to be followed. */
export const eventChannels = [
  'settings.changed',
  'vault.changed',
  'connections.changed',
  'inventory.changed',
  'tasks.changed',
  'console.changed',
  'console.full-screen-changed',
  'audit.changed',
] as const;
export type EventChannel = (typeof eventChannels)[number];

/** Carries `(call id)`: gives up a call that is under way. */
export const cancelChannel = 'request.cancel';
/** Carries `(channel id)` and one MessagePort to a console window. */
export const consolePortChannel = 'console.port';
