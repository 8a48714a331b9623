import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { FaultBox } from '../machinery/faults.ts';
import { freePort } from './find.ts';
import type { ConsoleProtocol, Guest, GuestIdentity } from './guest.ts';
import type { GuestPool } from './pool.ts';

/** VNC authentication reads no more than 8 characters (RFC 6143, section 7.2.2). */
const PASSWORD_LENGTH: Readonly<Record<ConsoleProtocol, number>> = { vnc: 8, spice: 16 };
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const HOST = '127.0.0.1';

export interface Ticket {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

const newPassword = (protocol: ConsoleProtocol): string =>
  Array.from({ length: PASSWORD_LENGTH[protocol] }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** A listener that begins the handshake and leaves. */
const openQuitter = async (protocol: ConsoleProtocol): Promise<Server> => {
  const server = createServer((socket) => {
    // The other side may be gone first, which is no concern of a listener that leaves anyway.
    socket.on('error', () => undefined);
    if (protocol === 'vnc') socket.end('RFB 003.0');
    else socket.once('data', () => socket.end('REDQ'));
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return server;
};

/** Hands out consoles: a guest per VM, and for every call a new password that replaces the last one. */
export class ConsoleDesk {
  readonly #pool: GuestPool;
  readonly #faults: FaultBox;
  readonly #ticketSeconds: number;
  readonly #quitters: Server[] = [];

  constructor(pool: GuestPool, faults: FaultBox, ticketSeconds: number) {
    this.#pool = pool;
    this.#faults = faults;
    this.#ticketSeconds = ticketSeconds;
  }

  /** A console of this VM, asked for by `action`; undefined when the backend has none of this protocol. */
  async ticket(machine: GuestIdentity, protocol: ConsoleProtocol, action: string): Promise<Ticket | undefined> {
    if (this.#faults.take(action, 'console-refuse') !== undefined) return this.#decoy(protocol, await freePort());
    if (this.#faults.take(action, 'console-close') !== undefined)
      return this.#decoy(protocol, await this.#quit(protocol));
    const guest = await this.#pool.get(machine);
    const port = protocol === 'vnc' ? guest.vncPort : guest.spicePort;
    if (port === undefined) return undefined;
    const password = newPassword(protocol);
    await guest.setPassword(protocol, password, this.#ticketSeconds);
    const wrong = this.#faults.take(action, 'console-password') !== undefined;
    return { host: HOST, port, password: wrong ? newPassword(protocol) : password };
  }

  guest(vmId: string): Guest | undefined {
    return this.#pool.running(vmId);
  }

  /** Ends the guest of a VM that was switched off; nobody waits for it. */
  stop(vmId: string): void {
    void this.#pool.stop(vmId);
  }

  reset(vmId: string): void {
    // A guest that just ended needs no reset.
    this.#pool
      .running(vmId)
      ?.reset()
      .catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const server of this.#quitters) server.close();
    await this.#pool.close();
  }

  #decoy(protocol: ConsoleProtocol, port: number): Ticket {
    return { host: HOST, port, password: newPassword(protocol) };
  }

  async #quit(protocol: ConsoleProtocol): Promise<number> {
    const server = await openQuitter(protocol);
    this.#quitters.push(server);
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
}
