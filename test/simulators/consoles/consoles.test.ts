import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator, type SimulatorOptions } from '../ucloudstack/index.ts';
import { callVm, vmIn } from '../ucloud/test-caller.ts';
import type { ConsoleKind, Guest } from './guest.ts';
import { parsePpm, type Picture } from './ppm.ts';
import { captureVnc } from './rfb-capture.ts';
import { spiceResult, vncResult, vncType } from './test-viewer.ts';
import { eventually } from '../../support/eventually.ts';

const KEY_C = 0x63;

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.stop();
  simulator = undefined;
});

const start = async (kind: ConsoleKind, options: SimulatorOptions = {}): Promise<Simulator> => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: kind, vms: 20, ...options });
  return simulator;
};

const vnc = async (on: Simulator, vmId: string): Promise<{ port: number; password: string }> => {
  const { Info, Message } = await callVm(on, 'GetVMVNCInfo', vmId);
  if (Info === undefined) throw new Error(Message);
  expect(Info).toMatchObject({ VMID: vmId, VNCIP: '127.0.0.1' });
  return { port: Number(Info['VNCPort']), password: String(Info['VNCPassword']) };
};

const spice = async (on: Simulator, vmId: string): Promise<{ port: number; password: string }> => {
  const { Info, Message } = await callVm(on, 'GetVMSpiceInfo', vmId);
  if (Info === undefined) throw new Error(Message);
  expect(Info).toMatchObject({ VMID: vmId, SpiceIP: '127.0.0.1' });
  return { port: Number(Info['SpicePort']), password: String(Info['SpicePassword']) };
};

const guestOf = (on: Simulator, vmId: string): Guest => {
  const guest = on.guest(vmId);
  if (guest === undefined) throw new Error(`No guest runs for ${vmId}`);
  return guest;
};

const screen = async (guest: Guest): Promise<Picture> => parsePpm(await readFile(await guest.screendump()));

const brightPixels = ({ rgb }: Picture): number => rgb.filter((value) => value > 120).length;

const lives = (pid: number | undefined): boolean => {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.each<ConsoleKind>(['qemu', 'xvnc', 'builtin'])('a VNC console on %s', (kind) => {
  it('speaks RFB 3.8, and admits the newest password only', async () => {
    const on = await start(kind);
    const vmId = vmIn(on, 'Running');
    const first = await vnc(on, vmId);
    expect(first.password).toHaveLength(8);
    expect(await vncResult(first.port, first.password)).toBe(0);
    const second = await vnc(on, vmId);
    expect(second.port).toBe(first.port);
    expect(await vncResult(first.port, first.password)).toBe(1);
    expect(await vncResult(second.port, second.password)).toBe(0);
    on.faults.add({ kind: 'console-password' });
    const wrong = await vnc(on, vmId);
    expect(await vncResult(wrong.port, wrong.password)).toBe(1);
  });

  it('forgets a password after its time', async () => {
    const on = await start(kind, { ticketSeconds: 1 });
    const ticket = await vnc(on, vmIn(on, 'Running'));
    await eventually(async () => expect(await vncResult(ticket.port, ticket.password)).toBe(1));
  });

  it('shows over VNC what the screendump shows', async () => {
    const on = await start(kind);
    const vmId = vmIn(on, 'Running');
    const { port, password } = await vnc(on, vmId);
    await eventually(async () => {
      const seen = await captureVnc(port, password);
      const truth = await screen(guestOf(on, vmId));
      expect([seen.width, seen.height]).toEqual([truth.width, truth.height]);
      expect(Buffer.compare(seen.rgb, truth.rgb)).toBe(0);
    });
  });

  it('ends when the VM is powered off, and with the simulator', async () => {
    const on = await start(kind);
    const [one, two] = on.vms().filter((vm) => vm.state === 'Running');
    const tickets = [await vnc(on, one?.vmId ?? ''), await vnc(on, two?.vmId ?? '')];
    const guests = [guestOf(on, one?.vmId ?? ''), guestOf(on, two?.vmId ?? '')];
    expect(guests.map((guest) => guest.kind)).toEqual([kind, kind]);
    await callVm(on, 'PoweroffVMInstance', one?.vmId ?? '');
    await guests[0]?.ended;
    await expect(vncResult(tickets[0]?.port ?? 0, '')).rejects.toThrow(/ended/);
    expect(await vncResult(tickets[1]?.port ?? 0, tickets[1]?.password ?? '')).toBe(0);
    await on.stop();
    await expect(vncResult(tickets[1]?.port ?? 0, '')).rejects.toThrow(/ended/);
    expect(guests.map((guest) => lives(guest.pid))).toEqual([false, false]);
  });
});

describe('a QEMU guest', () => {
  it('shows a screen that answers to keys, under the name of its VM', async () => {
    const on = await start('qemu');
    const vm = on.vms().find((candidate) => candidate.state === 'Running' && candidate.name.includes('-'));
    const vmId = vm?.vmId ?? '';
    const { port, password } = await vnc(on, vmId);
    const guest = guestOf(on, vmId);
    await eventually(async () => expect(brightPixels(await screen(guest))).toBeGreaterThan(2000));
    const before = await screen(guest);
    await eventually(async () => {
      expect(await vncType(port, password, [KEY_C])).toContain(vm?.name);
      expect(Buffer.compare((await screen(guest)).rgb, before.rgb)).not.toBe(0);
    });
  });

  it('speaks SPICE with a ticket of its own that is replaced and forgotten', async () => {
    const on = await start('qemu', { ticketSeconds: 2 });
    const vmId = vmIn(on, 'Running');
    const first = await spice(on, vmId);
    expect(await spiceResult(first.port, first.password)).toBe(0);
    expect(await spiceResult(first.port, 'not-the-ticket')).toBe(7);
    const second = await spice(on, vmId);
    expect(await spiceResult(second.port, first.password)).toBe(7);
    expect(await spiceResult(second.port, second.password)).toBe(0);
    expect((await vnc(on, vmId)).port).not.toBe(second.port);
    await eventually(async () => expect(await spiceResult(second.port, second.password)).toBe(7));
  });

  it('keeps its passwords out of its arguments', async () => {
    const on = await start('qemu');
    const vmId = vmIn(on, 'Running');
    const tickets = [await vnc(on, vmId), await spice(on, vmId)];
    const line = await readFile(`/proc/${guestOf(on, vmId).pid ?? 0}/cmdline`, 'utf8');
    expect(line).toContain('-vnc');
    for (const { password } of tickets) expect(line).not.toContain(password);
  });

  it('starts anew when its VM restarts, in the same process', async () => {
    const on = await start('qemu');
    const vmId = vmIn(on, 'Running');
    const { port, password } = await vnc(on, vmId);
    const guest = guestOf(on, vmId);
    await callVm(on, 'RestartVMInstance', vmId);
    await eventually(async () => expect((await callVm(on, 'GetVMVNCInfo', vmId)).RetCode).toBe(0));
    expect(on.guest(vmId)).toBe(guest);
    expect(await vncResult(port, password)).toBe(1);
  });

  it('makes room for another when too many run', async () => {
    const on = await start('qemu', { maxGuests: 1 });
    const [one, two] = on.vms().filter((vm) => vm.state === 'Running');
    await vnc(on, one?.vmId ?? '');
    const first = guestOf(on, one?.vmId ?? '');
    await vnc(on, two?.vmId ?? '');
    await first.ended;
    expect(on.guest(one?.vmId ?? '')).toBeUndefined();
    expect(on.guest(two?.vmId ?? '')).toBeDefined();
  });
});

describe('the other backends', () => {
  it.each<ConsoleKind>(['xvnc', 'builtin'])('refuse SPICE: %s', async (kind) => {
    const on = await start(kind);
    expect(await callVm(on, 'GetVMSpiceInfo', vmIn(on, 'Running'))).toMatchObject({ RetCode: 202 });
  });

  it('echo keys in the built-in picture', async () => {
    const on = await start('builtin');
    const vmId = vmIn(on, 'Running');
    const { port, password } = await vnc(on, vmId);
    const before = await captureVnc(port, password);
    await vncType(port, password, [KEY_C]);
    const after = await captureVnc(port, password);
    expect(brightPixels(before)).toBeGreaterThan(2000);
    expect(Buffer.compare(after.rgb, before.rgb)).not.toBe(0);
    expect(Buffer.compare((await screen(guestOf(on, vmId))).rgb, after.rgb)).toBe(0);
  });
});
