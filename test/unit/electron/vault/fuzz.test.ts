import { expect, it } from 'vitest';
import { fuzzVault } from '../../../support/vault-fuzz.ts';

it('changed files are read or refused with a code, give no false plaintext, and reach every refusal', () => {
  const { outcomes } = fuzzVault(5_000, 'unit');
  expect([...outcomes.keys()].sort()).toEqual([
    'opened',
    'vault.corrupt',
    'vault.foreign',
    'vault.kdf-out-of-bounds',
    'vault.newer',
    'vault.recovery-wrong',
    'vault.truncated',
  ]);
}, 60_000);
