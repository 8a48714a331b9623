import { AppError, type ErrorDetail } from '../../../shared/errors/app-error.ts';
import { essenceOf, toNetError, type Peer } from '../failures.ts';

const levelOf = (error: unknown): string => {
  const level: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'level') : undefined;
  return typeof level === 'string' ? level : '';
};

const detailOf = (error: unknown, peer: Peer): { readonly cause: unknown; readonly detail?: ErrorDetail } => {
  const { detail } = toNetError(error, peer, 0);
  return detail === null ? { cause: error } : { cause: error, detail };
};

/** Why there is no connection to the host: `jump.unreachable`; the proxy's own failures stay as they are. */
export function asUnreachable(error: unknown, jump: Peer): AppError {
  if (error instanceof AppError && !error.code.startsWith('net.')) return error;
  const detail =
    error instanceof AppError ? { cause: error, detail: error.detail ?? { code: error.code } } : detailOf(error, jump);
  return new AppError('jump.unreachable', { jump: jump.host, port: jump.port }, detail);
}

/** Why the SSH connection did not come about once TCP stood: `jump.not-ssh`, `jump.handshake`, `jump.lost`. */
export function asHandshakeFailure(error: unknown, jump: Peer): AppError {
  if (error instanceof AppError) return error;
  const { message } = essenceOf(error);
  const params = { jump: jump.host, port: jump.port };
  const isSilent = /lost before handshake/i.test(message);
  if (isSilent || /identification|invalid header|protocol version|Expected .*packet|Bad packet/i.test(message)) {
    return new AppError('jump.not-ssh', params, detailOf(error, jump));
  }
  if (levelOf(error) === 'handshake') return new AppError('jump.handshake', params, detailOf(error, jump));
  return asLost(error, jump);
}

/** The SSH connection is gone. */
export const asLost = (error: unknown, jump: Peer): AppError =>
  new AppError('jump.lost', { jump: jump.host }, error === null ? {} : detailOf(error, jump));

/** RFC 4254, section 5.1: the host's rules, as against a target that did not answer it. */
const prohibited = 1;

/** Why a channel was not opened: `jump.forbidden`, `jump.no-way`. */
export function asOpenFailure(error: Error, jump: Peer, target: Peer): AppError {
  const reason: unknown = Reflect.get(error, 'reason');
  if (typeof reason !== 'number') return asLost(error, jump);
  const params = { jump: jump.host, host: target.host, port: target.port };
  const { detail } = toNetError(error, target, 0);
  const said = { code: `SSH ${reason}`, ...(detail?.message !== undefined && { message: detail.message }) };
  return new AppError(reason === prohibited ? 'jump.forbidden' : 'jump.no-way', params, { cause: error, detail: said });
}
