import { AppError } from '../../shared/errors/app-error.ts';
import type { ServerCertificate } from '../../shared/model/certificate.ts';
import { addressesOf, type ConnectionSettings } from '../../shared/model/connection.ts';
import type { ShownHostKey } from '../../shared/model/jump.ts';
import type { Clock } from '../../shared/util/clock.ts';

/** How long a person has to decide for what was shown, in milliseconds. */
const rememberedMs = 30 * 60_000;

/** What those whom settings are about have shown to main itself: what a person can have looked at. */
export interface Seen {
  readonly certificate: (sha256: string) => boolean;
  readonly hostKey: (key: string) => boolean;
  readonly consolePin: (pin: ConnectionSettings['consolePins'][number]) => boolean;
}

const never = (): boolean => false;
export const nothingSeen: Seen = { certificate: never, hostKey: never, consolePin: never };

/** The fingerprint of a host key, which may stand behind its algorithm. */
const fingerprintOf = (hostKey: string): string => hostKey.split(' ').at(-1) ?? '';

/** A certificate says something of the server that showed it, by the way to it and by no other. */
function keyOf({ proxy, jump }: ConnectionSettings, host: string, port: number, sha256: string): string {
  const hop = jump === null ? null : [jump.host, jump.port, jump.user, fingerprintOf(jump.hostKey ?? '')];
  return JSON.stringify(['certificate', proxy, hop, host, port, sha256]);
}

const jumpKeyOf = ({ proxy }: ConnectionSettings, host: string, port: number, key: string): string =>
  JSON.stringify(['host key', proxy, host, port, fingerprintOf(key)]);

/** Certificates and host keys that main fetched itself a short time ago, each with its server and the way there. */
export class SeenCertificates {
  readonly #clock: Clock;
  /** When each was fetched, in milliseconds since the epoch. */
  readonly #seen = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(settings: ConnectionSettings, servers: readonly ServerCertificate[]): void {
    for (const { host, port, chain } of servers) {
      const [leaf] = chain;
      if (leaf !== undefined) this.#note(keyOf(settings, host, port, leaf.sha256));
    }
  }

  noteHostKey(settings: ConnectionSettings, shown: ShownHostKey | null): void {
    const key = shown?.key ?? null;
    if (shown !== null && key !== null) this.#note(jumpKeyOf(settings, shown.host, shown.port, key));
  }

  /**
   * What servers and jump host of `settings` have shown.
   *
   * @param consoles what its consoles have shown since the vault was unlocked
   */
  of(settings: ConnectionSettings, consoles: readonly ServerCertificate[]): Seen {
    const { jump } = settings;
    const servers = addressesOf(settings).map((address) => new URL(address));
    return {
      certificate: (sha256) =>
        servers.some(({ hostname, port }) => {
          const host = hostname.replace(/^\[|\]$/g, '');
          return this.#has(keyOf(settings, host, port === '' ? 443 : Number(port), sha256));
        }),
      hostKey: (key) => jump !== null && this.#has(jumpKeyOf(settings, jump.host, jump.port, key)),
      consolePin: (pin) => consoles.some(({ host, chain }) => host === pin.host && chain[0]?.sha256 === pin.sha256),
    };
  }

  clear(): void {
    this.#seen.clear();
  }

  #note(key: string): void {
    const now = this.#clock.now();
    for (const [one, at] of this.#seen) if (now - at > rememberedMs) this.#seen.delete(one);
    this.#seen.set(key, now);
  }

  #has(key: string): boolean {
    const at = this.#seen.get(key);
    return at !== undefined && this.#clock.now() - at <= rememberedMs;
  }
}

/**
 * Refuses pins that nobody can have looked at.
 *
 * @param stored what the connection believes already; null for a new one
 * @throws AppError `connection.pin-unseen`
 */
export function refuseUnseen(settings: ConnectionSettings, stored: ConnectionSettings | null, seen: Seen): void {
  const { trust, jump, consolePins } = settings;
  const trusted = stored?.trust.kind === 'pinned' ? stored.trust.fingerprints : [];
  const isPinned = (pin: (typeof consolePins)[number]): boolean =>
    stored?.consolePins.some(({ host, sha256 }) => host === pin.host && sha256 === pin.sha256) ?? false;
  const key = jump?.hostKey ?? null;
  const unseen = [
    ...(trust.kind === 'pinned' ? trust.fingerprints : []).filter(
      (one) => !trusted.includes(one) && !seen.certificate(one),
    ),
    ...(key === null || key === stored?.jump?.hostKey || seen.hostKey(key) ? [] : [key]),
    ...consolePins.filter((pin) => !isPinned(pin) && !seen.consolePin(pin)).map(({ sha256 }) => sha256),
  ];
  if (unseen[0] !== undefined) throw new AppError('connection.pin-unseen', { sha256: unseen[0] });
}
