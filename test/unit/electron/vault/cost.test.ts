import { describe, expect, it } from 'vitest';
import {
  calibrate,
  checkCost,
  checkNewCost,
  costOf,
  standardCost,
  thinClientCost,
} from '../../../../electron/vault/cost.ts';
import type { DeriveKey, KdfCost } from '../../../../electron/vault/crypto.ts';
import { never, newPath, openVault, password, quickKey, random } from './harness.ts';

/** A machine that needs `msPerGiB` for a pass over one GiB, and `coldMs` more when a cost is computed anew. */
async function calibratedOn(msPerGiB: number, memoryGiB = 16, coldMs = 0): Promise<{ cost: KdfCost; ms: number }> {
  let clock = 0;
  let warm: KdfCost | null = null;
  const ms = (cost: KdfCost): number => (msPerGiB * cost.passes * cost.memoryKiB) / 1024 ** 2;
  const deriveKey: DeriveKey = (secret, salt, cost, signal) => {
    clock += ms(cost) + (cost === warm ? 0 : coldMs);
    warm = cost;
    return quickKey(secret, salt, cost, signal);
  };
  const machine = { cores: 8, memoryKiB: memoryGiB * 1024 ** 2, deriveKey, random, monotonic: () => clock };
  const cost = await calibrate(machine, never);
  return { cost, ms: ms(cost) };
}

describe('the cost of a new vault', () => {
  it.each([150, 300, 600, 1200, 2400, 4000])('takes 0.5 to 1 s on a machine with %d ms a GiB', async (speed) => {
    const { cost, ms } = await calibratedOn(speed);
    expect(ms).toBeGreaterThanOrEqual(500);
    expect(ms).toBeLessThanOrEqual(1000);
    expect(() => checkNewCost(cost)).not.toThrow();
  });

  it.each([100, 400, 2000])(
    'is not taken for dearer than it is by a first run that takes %d ms more',
    async (coldMs) => {
      const { ms } = await calibratedOn(300, 16, coldMs);
      expect(ms).toBeGreaterThanOrEqual(500);
      expect(ms).toBeLessThanOrEqual(1000);
    },
  );

  it('never falls below the floor, however slow the machine', async () => {
    expect((await calibratedOn(60_000)).cost).toEqual(standardCost(8));
  });

  it('never exceeds what reading accepts, however fast, nor an eighth of the memory', async () => {
    expect((await calibratedOn(1)).cost).toEqual({ memoryKiB: 256 * 1024, passes: 16, parallelism: 4 });
    expect((await calibratedOn(400, 1)).cost.memoryKiB).toBe(128 * 1024);
    expect((await calibratedOn(400, 0.25)).cost.memoryKiB).toBe(64 * 1024);
  });

  it('never asks for more lanes than there are cores', () => {
    expect([0, 1, 2, 4, 64].map((cores) => standardCost(cores).parallelism)).toEqual([1, 1, 2, 4, 4]);
    expect(standardCost(4)).toEqual({ memoryKiB: 65536, passes: 3, parallelism: 4 });
  });

  it('is that of a thin client only when exactly that is asked for', () => {
    expect(() => checkNewCost(thinClientCost)).not.toThrow();
    expect(() => checkNewCost({ ...thinClientCost, passes: 3 })).toThrow('floor');
    expect(() => checkNewCost({ ...standardCost(1), passes: 2 })).toThrow('floor');
    expect(() => checkCost({ ...thinClientCost, passes: 1 })).toThrow('vault.kdf-out-of-bounds');
  });

  it('is measured when a vault is made, and not before', async () => {
    let asked = 0;
    const cost = { memoryKiB: 80 * 1024, passes: 5, parallelism: 1 };
    const vault = await openVault(await newPath(), {
      cost: () => {
        asked += 1;
        return Promise.resolve(cost);
      },
    });
    expect(asked).toBe(0);
    await vault.create(password, 'measured', never);
    expect(asked).toBe(1);
  });

  it('is the least there is when that is asked for, without measuring, and nothing in between', async () => {
    const vault = await openVault(await newPath(), { cost: () => Promise.reject(new Error('measured')) });
    await expect(vault.create(password, { ...thinClientCost, memoryKiB: 32 * 1024 }, never)).rejects.toThrow('floor');
    expect(vault.state).toBe('absent');
    await vault.create(password, costOf('thin-client'), never);
    expect(vault.keys.cost).toEqual({ memoryKiB: 19 * 1024, passes: 2, parallelism: 1 });
  });
});
