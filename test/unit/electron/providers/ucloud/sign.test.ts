import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalise, flatten, sign, signPairs } from '../../../../../electron/providers/ucloud/sign.ts';
import { Secret } from '../../../../../shared/util/secret.ts';

const fixture = new URL('../../../../fixtures/signing/ucloudstack.json', import.meta.url);
const { vectors } = z
  .object({
    vectors: z.array(
      z.object({
        name: z.string(),
        privateKey: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])),
        signature: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(fixture, 'utf8')));

describe('signing', () => {
  it.each(vectors)('matches the published vector: $name', ({ parameters, privateKey, signature }) => {
    expect(sign(canonicalise(flatten(parameters)), new Secret(privateKey))).toBe(signature);
  });

  it('covers everything that is sent, and nothing else', () => {
    const [first] = vectors;
    const { Action, PublicKey, ...values } = first?.parameters ?? {};
    const given = flatten({ ...values, Action: String(Action) });
    const { pairs } = signPairs(given, String(PublicKey), new Secret(first?.privateKey ?? ''));
    expect(Object.fromEntries(pairs)).toEqual({
      ...{ Action, PublicKey, Limit: '20', Offset: '0' },
      Signature: first?.signature,
    });
  });

  it('flattens arrays and objects from 0 and leaves out what is empty', () => {
    const values = { VMIDs: ['a', 'b'], Obj: { Key: true }, Arr: [{ Key: 1 }], Empty: '', None: null, Nothing: [] };
    expect(flatten(values)).toEqual([
      ['VMIDs.0', 'a'],
      ['VMIDs.1', 'b'],
      ['Obj.Key', 'true'],
      ['Arr.0.Key', '1'],
    ]);
  });

  it('sorts names by their bytes and joins without separators', () => {
    const pairs = [
      ['VMIDs.2', 'c'],
      ['a', '1'],
      ['VMIDs.10', 'd'],
      ['\u{1F600}', 'x'],
      ['\uFF01', 'y'],
    ] as const;
    expect(canonicalise(pairs)).toBe('VMIDs.10dVMIDs.2ca1\uFF01y\u{1F600}x');
  });

  it.each([
    [35.0, '35'],
    [65.722, '65.722'],
    [1e21, '1000000000000000000000'],
    [0.0000001, '0.0000001'],
  ])('writes %d without exponent', (value, expected) => {
    expect(flatten({ value })).toEqual([['value', expected]]);
  });
});
