import { AppError } from '../../../shared/errors/app-error.ts';

/** The protocol versions of RFC 6143 (§7.1.1 and appendix A). */
export type RfbVersion = '3.3' | '3.7' | '3.8';

export const versionBytes = 12;

const greetings: Readonly<Record<RfbVersion, string>> = {
  '3.3': 'RFB 003.003\n',
  '3.7': 'RFB 003.007\n',
  '3.8': 'RFB 003.008\n',
};

export const greeting = (version: RfbVersion): Buffer => Buffer.from(greetings[version], 'latin1');

/**
 * The version to speak with a server that greets so. Unknown ones below 3.7 are 3.3 (RFC 6143 §7.1.1); vendors' own
 * numbers above 3.8 (3.889 of macOS, 4.x and 5.x of RealVNC and Intel AMT) accept 3.8.
 *
 * @throws AppError console.not-rfb; console.version for numbers below 3.3 (0.0 is a repeater, which wants an address).
 */
export function chooseVersion(greeted: Uint8Array): RfbVersion {
  const text = Buffer.from(greeted).toString('latin1');
  const match = /^RFB (\d{3})\.(\d{3})\n$/.exec(text);
  if (match === null) throw new AppError('console.not-rfb');
  const major = Number(match[1]);
  const minor = Number(match[2]);
  if (major < 3 || (major === 3 && minor < 3)) throw new AppError('console.version', { version: `${major}.${minor}` });
  if (major > 3 || minor >= 8) return '3.8';
  return minor === 7 ? '3.7' : '3.3';
}
