import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TlsPair } from './http-server.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../tls/${name}`, import.meta.url));

/** PEM file that a client has to trust. */
export const CERTIFICATE_PATH = fixture('test-only-cert.pem');

export const readTls = async (): Promise<TlsPair> => ({
  key: await readFile(fixture('test-only-key.pem'), 'utf8'),
  cert: await readFile(CERTIFICATE_PATH, 'utf8'),
});
