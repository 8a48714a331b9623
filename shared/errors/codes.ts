/** What a person can do about a failure; the interface offers it as a button beside the words. */
export type UserAction = 'retry' | 'edit-connection' | 'remove-record' | 'unlock' | 'refresh' | 'none';

/**
 * Every failure that a user can meet, and the remedy to offer. The words for a code are `error.<code>` (what happened and why)
 * and `error.<code>.do` (what to do) in every language of shared/i18n.
 */
export const errorCodes = {
  internal: 'none',
  cancelled: 'none',
  'ipc.invalid-input': 'none',
  'ipc.forbidden': 'none',

  'net.unresolved': 'edit-connection',
  'net.refused': 'retry',
  'net.unreachable': 'retry',
  'net.reset': 'retry',
  'net.timeout': 'retry',
  'net.failed': 'retry',
  'tls.not-tls': 'edit-connection',
  'tls.self-signed': 'edit-connection',
  'tls.untrusted': 'edit-connection',
  'tls.expired': 'edit-connection',
  'tls.wrong-host': 'edit-connection',
  'tls.failed': 'edit-connection',
  'tls.changed': 'edit-connection',
  'tls.bad-authority': 'edit-connection',
  'proxy.unreachable': 'edit-connection',
  'proxy.not-proxy': 'edit-connection',
  'proxy.login': 'edit-connection',
  'proxy.refused': 'edit-connection',
  'http.status': 'retry',
  'answer.not-json': 'edit-connection',
  'answer.truncated': 'retry',
  'answer.too-large': 'none',
  'answer.unexpected': 'none',

  'cloud.bad-credentials': 'edit-connection',
  'cloud.denied': 'edit-connection',
  'cloud.login-expired': 'retry',
  'cloud.rate-limited': 'retry',
  'cloud.bad-state': 'refresh',
  'cloud.not-found': 'refresh',
  'cloud.invalid-parameter': 'none',
  'cloud.refused': 'none',

  'vm.gone': 'refresh',
  'action.unavailable': 'refresh',
  'outcome.unknown': 'refresh',
  'task.failed': 'retry',
  'task.needs-secret': 'none',
  'task.timed-out': 'refresh',
  'task.interrupted': 'refresh',

  'console.not-rfb': 'retry',
  'console.not-spice': 'retry',
  'console.version': 'none',
  'console.refused': 'retry',
  'console.refused-silently': 'retry',
  'console.too-many-attempts': 'retry',
  'console.no-picture': 'retry',
  'console.wrong-password': 'retry',
  'console.unsupported-security': 'none',
  'console.handshake-ended': 'retry',
  'console.handshake-timeout': 'retry',
  'console.lost': 'retry',
  'console.closed-by-server': 'retry',
  'console.spice-refused': 'retry',

  'vault.absent': 'none',
  'vault.exists': 'none',
  'vault.locked': 'unlock',
  'vault.wrong-password': 'unlock',
  'vault.weak-password': 'none',
  'vault.corrupt': 'none',
  'vault.truncated': 'none',
  'vault.foreign': 'none',
  'vault.newer': 'none',
  'vault.kdf-out-of-bounds': 'none',
  'vault.record-damaged': 'remove-record',
  'vault.busy': 'retry',
  'storage.full': 'retry',
  'storage.read-only': 'retry',
  'storage.failed': 'retry',
  'settings.set-aside': 'none',

  'audit.busy': 'retry',
  'audit.unwritten': 'none',
  'audit.tampered': 'none',
  'audit.syslog-lost': 'none',
  'audit.syslog-settings': 'none',

  'connection.invalid-url': 'edit-connection',
  'connection.duplicate': 'none',
  'connection.gone': 'none',
  'connection.key-needed': 'none',
} as const satisfies Record<string, UserAction>;

export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);
