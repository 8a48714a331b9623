import { AppError } from '../../../shared/errors/app-error.ts';
import type { ByteSource } from '../byte-reader.ts';

const maxBytes = 1024;
const maxCharacters = 200;

/** A server's words, safe to show: one line, without control characters, bounded. */
export function cleanReason(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, maxCharacters);
}

/** Reads a reason string (RFC 6143 §7.1.2: U32 length, text). '' when the server ends instead of giving one. */
export async function readReason(server: ByteSource, signal: AbortSignal): Promise<string> {
  try {
    const head = Buffer.from(await server.read(4, signal));
    return cleanReason(await server.read(Math.min(head.readUInt32BE(0), maxBytes), signal));
  } catch (error) {
    if (error instanceof AppError && error.code === 'console.handshake-ended') return '';
    throw error;
  }
}

const saysWrongPassword =
  /authentication (has )?(fail|error)|(wrong|bad|invalid|incorrect) (password|credential)|password (check|is)/i;
const saysSomethingElse = /too many|attempts|blocked|black-?list|locked|expired|disabled/i;

/**
 * A refusal after VNC authentication: the password was wrong unless the server says something else (QEMU and TigerVNC
 * say "Authentication failed"/"Authentication failure"; TigerVNC "Too many security failures" when it has had enough).
 */
export function refusal(reason: string, afterPassword: boolean): AppError {
  const wrong = reason === '' || (saysWrongPassword.test(reason) && !saysSomethingElse.test(reason));
  return afterPassword && wrong
    ? new AppError('console.wrong-password', {}, reason === '' ? {} : { detail: { message: reason } })
    : reason === ''
      ? new AppError('console.refused-silently')
      : new AppError('console.refused', { reason });
}
