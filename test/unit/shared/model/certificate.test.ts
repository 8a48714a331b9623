import { describe, expect, it } from 'vitest';
import { trusting, type ServerCertificate } from '../../../../shared/model/certificate.ts';
import { connectionDefaults } from '../../../../shared/model/connection.ts';

const fingerprint = (byte: string): string => Array<string>(32).fill(byte).join(':');
const [api, first, second] = [fingerprint('A1'), fingerprint('C1'), fingerprint('C2')];
const shows = (about: 'api' | 'console', host: string, sha256: string, accepted = false): ServerCertificate => ({
  ...{ about, host, port: 1, accepted, problem: null },
  chain: [{ subject: '', issuer: '', validFrom: 0, validTo: 0, sha256 }],
});
const settings = { ...connectionDefaults, consoleHost: null };

describe('trusting a certificate', () => {
  it('of a console is about that host alone, and leaves the API as it is', () => {
    const servers = [shows('api', 'cloud', api, true), shows('console', '10.0.0.5', first)];
    expect(trusting(settings, servers, first)).toEqual({
      trust: { kind: 'system' },
      consolePins: [{ host: '10.0.0.5', sha256: first }],
    });
  });

  it('of a console takes the place of what that host showed before', () => {
    const consolePins = [
      { host: '10.0.0.5', sha256: first },
      { host: '10.0.0.6', sha256: first },
    ];
    const servers = [shows('console', '10.0.0.5', second)];
    expect(trusting({ ...settings, consolePins }, servers, second).consolePins).toEqual([
      { host: '10.0.0.6', sha256: first },
      { host: '10.0.0.5', sha256: second },
    ]);
  });

  it('of a console goes beside those of the other consoles where one name stands for all hosts', () => {
    const one = {
      ...settings,
      consoleHost: 'consoles.example',
      consolePins: [{ host: 'consoles.example', sha256: first }],
    };
    const { consolePins } = trusting(one, [shows('console', 'consoles.example', second)], second);
    expect(consolePins.map(({ sha256 }) => sha256)).toEqual([first, second]);
  });

  it('of a console leaves those of the others where they are when there is no more room', () => {
    const consolePins = Array.from({ length: 500 }, (_, at) => ({ host: `node-${at}`, sha256: first }));
    const trust = (host: string) => trusting({ ...settings, consolePins }, [shows('console', host, second)], second);
    expect(trust('node-0').consolePins).toHaveLength(500);
    expect(() => trust('node-500')).toThrow(expect.objectContaining({ code: 'connection.pins-full' }));
  });

  it('of the API pins it, with no look at consoles', () => {
    const servers = [shows('api', 'cloud', api), shows('console', '10.0.0.5', first)];
    expect(trusting(settings, servers, api)).toEqual({
      trust: { kind: 'pinned', fingerprints: [api] },
      consolePins: [],
    });
  });

  it('that both show, and only the console is not believed with, is about the console', () => {
    const servers = [shows('api', 'cloud', api, true), shows('console', '10.0.0.5', api)];
    expect(trusting(settings, servers, api)).toEqual({
      trust: { kind: 'system' },
      consolePins: [{ host: '10.0.0.5', sha256: api }],
    });
  });
});
