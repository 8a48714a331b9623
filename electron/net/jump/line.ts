import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { openPlain } from '../dialer.ts';
import type { Peer } from '../failures.ts';
import type { NetworkRoute } from '../route.ts';
import { abortReason } from '../with-limit.ts';
import { ChannelStream } from './channel-stream.ts';
import { asHandshakeFailure, asLost, asOpenFailure, asUnreachable } from './failures.ts';
import { judgeHostKey, signaturesFor, writeHostKey } from './host-key.ts';
import { createLogin, type JumpLogin, type Proof } from './login.ts';
import { readPrivateKey } from './private-key.ts';

export interface LineOptions {
  readonly jump: Peer;
  readonly user: string;
  readonly login: JumpLogin;
  /** `ALGORITHM SHA256:…` or `SHA256:…`; null: no host is believed. */
  readonly hostKey: string | null;
  /** A key of the host that is known already: its algorithm is asked for first. Left out: {@link hostKey}. */
  readonly known?: string | null;
  /** The way to the host itself: its proxy. */
  readonly route: Omit<NetworkRoute, 'jump'>;
  /** Milliseconds between two questions whether the host is still there. */
  readonly keepAliveMs: number;
  /** How many of them may stay without an answer. */
  readonly keepAliveMisses: number;
}

/** One SSH connection that is logged in. */
export interface Line {
  /** @throws AppError `jump.forbidden`, `jump.no-way`, `jump.lost`; the signal's reason when it is aborted */
  open(target: Peer, signal: AbortSignal): Promise<Duplex>;
  /** Streams that are open, or being opened. */
  readonly streams: number;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  /** Told whenever a stream has ended. */
  onStreamEnd: () => void;
  close(): void;
}

/** Loaded on first use: most connections have no jump host, and the command line has to start quickly. */
export const loadSsh2 = async () => (await import('ssh2')).default;
export type Ssh2 = Awaited<ReturnType<typeof loadSsh2>>;

/** TCP to the host on the route's way. */
export async function reachHost(
  jump: Peer,
  route: LineOptions['route'],
  waitFor: (peer: Peer) => void,
  signal: AbortSignal,
): Promise<Duplex> {
  try {
    return await openPlain({ ...route, jump: null }, jump, waitFor, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw asUnreachable(error, jump);
  }
}

async function proofOf(login: JumpLogin, { utils }: Ssh2): Promise<Proof> {
  if (login.kind === 'password') return { kind: 'password', password: await login.password() };
  const [key, passphrase] = [await login.key(), await login.passphrase()];
  return { kind: 'key', key: readPrivateKey(key, passphrase, utils.parseKey) };
}

/**
 * Connects to the host, compares its key with the pinned one, and logs in (RFC 4253, RFC 4252).
 *
 * @throws AppError `jump.*` but those of {@link Line.open}, `proxy.*`; the signal's reason when it is aborted
 */
export async function openLine(
  options: LineOptions,
  waitFor: (peer: Peer) => void,
  signal: AbortSignal,
): Promise<Line> {
  const { jump, user, login, hostKey, known = hostKey, route, keepAliveMs, keepAliveMisses } = options;
  const ssh2 = await loadSsh2();
  // A key that cannot be read is told without asking the host.
  const proof = hostKey === null ? { kind: 'password' as const, password: new Secret('') } : await proofOf(login, ssh2);
  signal.throwIfAborted();
  const socket = await reachHost(jump, route, waitFor, signal);
  const client = new ssh2.Client();
  const line = new SshLine(jump, client);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      reject(error);
    };
    const aborted = (): void => fail(abortReason(signal));
    signal.addEventListener('abort', aborted, { once: true });
    let verdict: AppError | null = null;
    client.on('error', (error) => fail(verdict ?? asHandshakeFailure(error, jump)));
    client.once('close', () => fail(verdict ?? asLost(null, jump)));
    client.once('ready', () => {
      signal.removeEventListener('abort', aborted);
      resolve(line);
    });
    client.connect({
      ...{ sock: socket, username: user, readyTimeout: 0 },
      ...{ keepaliveInterval: keepAliveMs, keepaliveCountMax: keepAliveMisses },
      algorithms: { serverHostKey: signaturesFor(known) },
      hostVerifier: (key: Buffer) => {
        verdict = judgeHostKey(jump, hostKey, writeHostKey(key));
        return verdict === null;
      },
      authHandler: createLogin({ jump, user, proof, onRefused: fail }),
    });
  });
}

class SshLine implements Line {
  readonly closed: Promise<void>;
  readonly #jump: Peer;
  readonly #client: Client;
  readonly #open = new Set<Duplex>();
  #opening = 0;
  #failure: Error | null = null;
  onStreamEnd: () => void = () => undefined;

  constructor(jump: Peer, client: Client) {
    this.#jump = jump;
    this.#client = client;
    client.on('error', (error) => {
      this.#failure ??= error;
    });
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        for (const stream of this.#open) stream.destroy(asLost(this.#failure, jump));
        resolve();
      });
    });
  }

  get streams(): number {
    return this.#open.size + this.#opening;
  }

  async open(target: Peer, signal: AbortSignal): Promise<Duplex> {
    this.#opening += 1;
    try {
      const stream = await this.#openChannel(target, signal);
      this.#open.add(stream);
      stream.once('close', () => {
        this.#open.delete(stream);
        this.onStreamEnd();
      });
      return stream;
    } finally {
      this.#opening -= 1;
      if (this.streams === 0) queueMicrotask(() => this.onStreamEnd());
    }
  }

  close(): void {
    this.#client.end();
  }

  #openChannel(target: Peer, signal: AbortSignal): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const aborted = (): void => reject(abortReason(signal));
      signal.addEventListener('abort', aborted, { once: true });
      const settle = (error: Error | undefined, channel: ConstructorParameters<typeof ChannelStream>[0]): void => {
        signal.removeEventListener('abort', aborted);
        if (error !== undefined) reject(asOpenFailure(error, this.#jump, target));
        // Opened after all, when nobody waits any more.
        else if (signal.aborted) channel.close();
        else resolve(new ChannelStream(channel));
      };
      try {
        // The originator (RFC 4254, section 7.2) is of no use to anybody: there is none.
        this.#client.forwardOut('127.0.0.1', 0, target.host, target.port, settle);
      } catch (error) {
        signal.removeEventListener('abort', aborted);
        reject(asLost(error, this.#jump));
      }
    });
  }
}
