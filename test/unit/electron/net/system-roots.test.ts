import { describe, expect, it } from 'vitest';
import { createSystemRoots, readSystemRoots, type RootsHost } from '../../../../electron/net/system-roots.ts';

const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;

const host = (change: Partial<RootsHost>, files: Readonly<Record<string, string>> = {}): RootsHost => ({
  ...{ platform: 'linux', environment: {}, native: () => [], bundled: [pem('bundled')] },
  readFile: (path) => files[path] ?? null,
  ...change,
});
const debian = '/etc/ssl/certs/ca-certificates.crt';
const fedora = '/etc/pki/tls/certs/ca-bundle.crt';

describe('readSystemRoots', () => {
  it("takes the system's list in place of the bundled one, with whatever stands around the certificates", () => {
    const files = { [fedora]: `# Company\n${pem('company')}\n\n# Another\n${pem('another')}\n` };
    expect(readSystemRoots(host({}, files))).toEqual([pem('company'), pem('another')]);
  });

  it('prefers what SSL_CERT_FILE names, as OpenSSL does, and goes on where that has none', () => {
    const files = { [debian]: pem('debian'), '/own.pem': pem('own'), '/empty.pem': '' };
    const at = (file: string): readonly string[] =>
      readSystemRoots(host({ environment: { SSL_CERT_FILE: file } }, files));
    expect(at('/own.pem')).toEqual([pem('own')]);
    expect(at('/empty.pem')).toEqual([pem('debian')]);
    expect(at('/gone.pem')).toEqual([pem('debian')]);
  });

  it.each(['win32', 'darwin'] as const)('asks the runtime on %s, and reads no file there', (platform) => {
    const native = (): readonly string[] => [pem('store')];
    expect(readSystemRoots(host({ platform, native }, { [debian]: pem('debian') }))).toEqual([pem('store')]);
    expect(readSystemRoots(host({ platform }, { [debian]: pem('debian') }))).toEqual([pem('bundled')]);
  });

  it('adds NODE_EXTRA_CA_CERTS', () => {
    const environment = { NODE_EXTRA_CA_CERTS: '/extra.pem' };
    expect(readSystemRoots(host({ environment }, { '/extra.pem': pem('extra') }))).toEqual([
      pem('bundled'),
      pem('extra'),
    ]);
  });
});

it('createSystemRoots reads once, when asked', () => {
  const read: string[] = [];
  const roots = createSystemRoots(
    host({
      readFile: (path) => {
        read.push(path);
        return path === debian ? pem('debian') : null;
      },
    }),
  );
  expect(read).toEqual([]);
  expect([roots(), roots()]).toEqual([[pem('debian')], [pem('debian')]]);
  expect(read.filter((path) => path === debian)).toHaveLength(1);
});
