import { describe, expect, it } from 'vitest';
import { hostSchema } from '../../../../shared/model/connection-reach.ts';

describe('hostSchema', () => {
  it.each(['10.0.0.5', 'vnc-1.example.com', 'node_7', ' node7 ', '::1', 'fe80::1%eth0', '2001:db8::a00:1'])(
    'takes %j',
    (host) => {
      expect(hostSchema.parse(host)).toBe(host.trim());
    },
  );

  it.each([
    ['HV1.Example', 'hv1.example'],
    ['Node_7', 'node_7'],
    ['2001:0DB8:0:0::10.0.0.1', '2001:db8::a00:1'],
    ['FE80:0::1%Eth0', 'fe80::1%Eth0'],
    ['010.0.0.5', '8.0.0.5'],
    ['A.B.7', 'a.b.7'],
    ['HV1.Example.', 'hv1.example'],
    ['10.0.0.5.', '10.0.0.5'],
    ['node7.', 'node7.'],
  ])('knows %s as %s', (host, spelled) => {
    expect(hostSchema.parse(host)).toBe(spelled);
  });

  it.each(['', ' ', 'a:1', 'a b', 'a\r\nHost: b', 'a\u0000b', 'a/b', 'u@a', '[::1]', 'a,b', '-a', 'x'.repeat(254)])(
    'refuses %j',
    (host) => {
      expect(hostSchema.safeParse(host).success).toBe(false);
    },
  );
});
