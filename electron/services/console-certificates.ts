import type { ErrorData } from '../../shared/errors/app-error.ts';
import type { Certificate, ServerCertificate } from '../../shared/model/certificate.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { Trust } from '../net/route.ts';

/** What a server of consoles showed when it was not believed. Its port is another one at every opening. */
interface Shown {
  readonly host: string;
  readonly port: number;
  readonly chain: readonly Certificate[];
  readonly problem: ErrorData;
}

/** A host that a person has decided for must show what was decided for; of others, the connection knows whom it trusts. */
export function consoleTrust({ trust, consolePins }: ConnectionSettings, host: string): Trust {
  const fingerprints = consolePins.filter((pin) => pin.host === host).map(({ sha256 }) => sha256);
  return fingerprints.length === 0 ? trust : { kind: 'pinned', fingerprints };
}

/** A ticket as the connection wants it used. */
export const ticketFor = ({ consoleHost, consoleTls }: ConnectionSettings, ticket: ConsoleTicket): ConsoleTicket => ({
  ...{ ...ticket, host: consoleHost ?? ticket.host },
  tls: ticket.tls === true || consoleTls === 'always',
});

/**
 * The certificates of console servers that were not believed since the vault was unlocked, the last of each host: a
 * console cannot be asked for its certificate without a ticket, so that what it showed is kept for a person to look at.
 */
export class ConsoleCertificates {
  readonly #shown = new Map<string, Map<string, Shown>>();

  note(
    connectionId: string,
    { host, port }: Pick<Shown, 'host' | 'port'>,
    chain: Shown['chain'],
    problem: ErrorData,
  ): void {
    const ofConnection = this.#shown.get(connectionId) ?? new Map<string, Shown>();
    this.#shown.set(connectionId, ofConnection.set(host, { host, port, chain, problem }));
  }

  /** The host has been believed. */
  forget(connectionId: string, host: string): void {
    this.#shown.get(connectionId)?.delete(host);
  }

  clear(): void {
    this.#shown.clear();
  }

  /** As the connection is set now. */
  of(connectionId: string, settings: ConnectionSettings): readonly ServerCertificate[] {
    return [...(this.#shown.get(connectionId)?.values() ?? [])].map(({ host, port, chain, problem }) => {
      const trust = consoleTrust(settings, host);
      const [leaf] = chain;
      const accepted = trust.kind === 'pinned' && leaf !== undefined && trust.fingerprints.includes(leaf.sha256);
      return { about: 'console', host, port, chain: [...chain], accepted, problem: accepted ? null : problem };
    });
  }
}
