import { describe, expect, it } from 'vitest';
import { asOutcome, toNetworkError } from '../../../../../electron/providers/http/failures.ts';
import { defaultHttpLimits } from '../../../../../electron/providers/http/limits.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';

const peer = { host: 'cloud.example', port: 443 };
const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const codeOf = (error: unknown): string => toNetworkError(error, peer, defaultHttpLimits).code;

describe('a network failure', () => {
  it.each([
    ['EAI_AGAIN', 'net.unresolved'],
    ['EHOSTUNREACH', 'net.unreachable'],
    ['ENETUNREACH', 'net.unreachable'],
    ['ETIMEDOUT', 'net.timeout'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls.untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls.self-signed'],
    ['CERT_REVOKED', 'tls.failed'],
    ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'tls.failed'],
    ['E_NEVER_SEEN', 'net.failed'],
  ])('%s is %s', (code, expected) => {
    expect(codeOf(coded(code))).toBe(expected);
  });

  it.each([
    [
      'BoringSSL',
      'EPROTO',
      'write EPROTO 1:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:tls_record.cc',
    ],
    ['BoringSSL, by code', 'ERR_SSL_WRONG_VERSION_NUMBER', 'failed'],
    ['OpenSSL 3', 'ERR_SSL_WRONG_VERSION_NUMBER', 'error:0A00010B:SSL routines:ssl3_get_record:wrong version number'],
    [
      'OpenSSL 3.2',
      'ERR_SSL_PACKET_LENGTH_TOO_LONG',
      'error:0A0000C6:SSL routines:tls_get_more_records:packet length too long',
    ],
  ])('in the words of %s is a plain-text peer', (_, code, message) => {
    expect(codeOf(coded(code, message))).toBe('tls.not-tls');
  });

  it('is found behind several addresses and behind a cause', () => {
    const both = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
    expect(codeOf(new TypeError('failed', { cause: both }))).toBe('net.refused');
  });

  it('keeps the raw code and the error itself', () => {
    const cause = coded('ECONNRESET', 'read ECONNRESET');
    const error = toNetworkError(cause, peer, defaultHttpLimits);
    expect(error.detail).toEqual({ code: 'ECONNRESET', message: 'read ECONNRESET' });
    expect(error.cause).toBe(cause);
  });
});

describe('a failed change', () => {
  it.each([
    [new AppError('net.reset'), 'outcome.unknown'],
    [new AppError('net.timeout'), 'outcome.unknown'],
    [new AppError('answer.unexpected'), 'outcome.unknown'],
    [new AppError('answer.not-json', { contentType: 'text/html' }), 'outcome.unknown'],
    [new AppError('http.status', { status: 503 }), 'outcome.unknown'],
    [new AppError('http.status', { status: 504 }), 'outcome.unknown'],
    [new AppError('http.status', { status: 524 }), 'outcome.unknown'],
    [new AppError('http.status', { status: 400 }), 'http.status'],
    [new AppError('cloud.denied'), 'cloud.denied'],
    [new AppError('cancelled'), 'cancelled'],
  ])('%s is told as %s', (error, expected) => {
    expect(asOutcome(error).code).toBe(expected);
  });
});
