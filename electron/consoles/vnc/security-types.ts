import { AppError } from '../../../shared/errors/app-error.ts';

/** Security types (RFC 6143 §7.1.2; "Remote Framebuffer Security Types" of IANA). */
export const securityType = { none: 1, vnc: 2, tls: 18, vencrypt: 19 } as const;

/**
 * Subtypes of VeNCrypt 0.2 ("The RFB Protocol" of the rfbproto project, section "VeNCrypt"). Those of the name TLS show
 * no certificate, so anybody can answer in the place of the server.
 */
export const vencryptSubtype = {
  ...{ tlsNone: 257, tlsVnc: 258, tlsPlain: 259 },
  ...{ x509None: 260, x509Vnc: 261, x509Plain: 262 },
} as const;

/** For people. */
const names: Readonly<Record<number, string>> = {
  5: 'RA2',
  6: 'RA2ne',
  16: 'Tight',
  17: 'Ultra',
  18: 'TLS',
  19: 'VeNCrypt',
  20: 'SASL',
  21: 'MD5',
  22: 'xvp',
  30: 'Apple',
  129: 'RSA-AES-256',
  256: 'Plain',
  257: 'TLSNone',
  258: 'TLSVnc',
  259: 'TLSPlain',
  260: 'X509None',
  261: 'X509Vnc',
  262: 'X509Plain',
  263: 'TLSSASL',
  264: 'X509SASL',
};

const nameOf = (type: number): string => names[type] ?? String(type);

export const unsupported = (types: readonly number[]): AppError =>
  new AppError('console.unsupported-security', { types: types.map(nameOf).join(', ') });
