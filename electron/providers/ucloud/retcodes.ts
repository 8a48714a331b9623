import { AppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';

/** The union of the two published tables (AUTH, section 1); what is not here is `cloud.refused`. */
const codes: Readonly<Record<number, ErrorCode>> = {
  100: 'cloud.invalid-parameter',
  101: 'cloud.invalid-parameter',
  102: 'cloud.invalid-parameter',
  103: 'cloud.bad-credentials',
  104: 'cloud.bad-credentials',
  105: 'cloud.login-expired',
  109: 'cloud.bad-credentials',
  111: 'cloud.denied',
  114: 'cloud.denied',
  150: 'cloud.denied',
  165: 'cloud.rate-limited',
  170: 'cloud.bad-credentials',
  171: 'cloud.bad-credentials',
  172: 'cloud.login-expired',
  173: 'cloud.denied',
  178: 'cloud.denied',
  199: 'cloud.rate-limited',
  200: 'cloud.not-found',
  201: 'cloud.bad-state',
  202: 'cloud.bad-state',
  229: 'cloud.invalid-parameter',
  240: 'cloud.denied',
  1004: 'vm.gone',
  1005: 'cloud.bad-state',
  1006: 'cloud.bad-state',
  1014: 'cloud.bad-state',
  20006: 'cloud.bad-credentials',
  20011: 'cloud.login-expired',
};

export interface Refusal {
  readonly retCode: number;
  /** The cloud's sentence, redacted. */
  readonly message: string;
  readonly requestId: string;
}

export interface Subject {
  /** Cloud id of the VM that the call was about; empty when it was about none. */
  readonly vm: string;
  /** The call named nothing else that the cloud may not have found. */
  readonly isAlone: boolean;
}

/** Of a call that names no VM, none can be gone. */
const withoutVm = (code: ErrorCode): ErrorCode => (code === 'vm.gone' ? 'cloud.not-found' : code);

/** A RetCode other than 0 as ours; the cloud's own code and words stay in the detail. */
export function toCloudError({ retCode, message, requestId }: Refusal, { vm, isAlone }: Subject): AppError {
  const known = codes[retCode] ?? 'cloud.refused';
  const code = vm === '' ? withoutVm(known) : known === 'cloud.not-found' && isAlone ? 'vm.gone' : known;
  const detail = { code: String(retCode), message, ...(requestId !== '' && { requestId }) };
  const params = {
    ...(code === 'cloud.refused' && { code: retCode, message }),
    ...(code === 'vm.gone' && { vm }),
  };
  return new AppError(code, params, { detail });
}
