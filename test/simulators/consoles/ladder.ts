import { startBuiltin } from './builtin/rfb-server.ts';
import type { ConsoleChoice, GuestStarter } from './guest.ts';
import { findQemu } from './qemu.ts';
import { findXvnc } from './xvnc.ts';

const BUILTIN: GuestStarter = { kind: 'builtin', start: startBuiltin };

const found = (starter: GuestStarter | undefined, name: string): GuestStarter => {
  if (starter === undefined) throw new Error(`${name} is not installed`);
  return starter;
};

/**
 * The most real console backend that this machine has, or the one that was asked for.
 *
 * @throws {Error} when the one that was asked for is not installed; only QEMU speaks TLS.
 */
export const chooseConsole = async (choice: ConsoleChoice, tls = false): Promise<GuestStarter> => {
  if (tls) return found(await findQemu(tls), 'QEMU');
  if (choice === 'builtin') return BUILTIN;
  if (choice === 'qemu') return found(await findQemu(), 'QEMU');
  if (choice === 'xvnc') return found(await findXvnc(), 'Xvnc');
  return (await findQemu()) ?? (await findXvnc()) ?? BUILTIN;
};
