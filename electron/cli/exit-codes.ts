import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { ErrorData } from '../../shared/errors/app-error.ts';

/** What the process tells its caller; docs/cli.md promises these numbers. */
export const exitCodes = {
  done: 0,
  /** A mistake of the program. */
  bug: 1,
  usage: 2,
  /** Refused on this computer: nothing was sent. */
  validation: 3,
  cloud: 4,
  network: 5,
  vault: 6,
  timeout: 7,
  /** 128 + the signal's number, as shells count. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Codes that do not follow their family. */
const single: Partial<Readonly<Record<ErrorCode, ExitCode>>> = {
  cancelled: exitCodes.interrupted,
  'net.timeout': exitCodes.timeout,
  'task.timed-out': exitCodes.timeout,
  'task.failed': exitCodes.cloud,
  'task.made-gone': exitCodes.cloud,
  'task.needs-secret': exitCodes.validation,
  'vm.gone': exitCodes.cloud,
  'action.unavailable': exitCodes.validation,
  'question.unavailable': exitCodes.validation,
  'console.web-unset': exitCodes.validation,
  'outcome.unknown': exitCodes.network,
  'outcome.not-seen': exitCodes.network,
  'outcome.not-made': exitCodes.network,
};

const families: Readonly<Record<string, ExitCode>> = {
  net: exitCodes.network,
  tls: exitCodes.network,
  proxy: exitCodes.network,
  jump: exitCodes.network,
  http: exitCodes.network,
  answer: exitCodes.network,
  console: exitCodes.network,
  cloud: exitCodes.cloud,
  vault: exitCodes.vault,
  storage: exitCodes.vault,
  audit: exitCodes.vault,
  connection: exitCodes.validation,
  transfer: exitCodes.validation,
};

/** The exit code of a failure. Only what was refused on this computer has a reason of ours; the cloud has words. */
export function exitCodeOf({ code, params }: Pick<ErrorData, 'code' | 'params'>): ExitCode {
  if (code === 'cloud.invalid-parameter' && params['reason'] !== undefined) return exitCodes.validation;
  return single[code] ?? families[code.split('.')[0] ?? ''] ?? exitCodes.bug;
}
