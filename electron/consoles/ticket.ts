import type { Secret } from '../../shared/util/secret.ts';

/** Where a VM's screen is and what opens it. Fetched anew for every opening. */
export interface ConsoleTicket {
  readonly kind: 'vnc' | 'spice';
  readonly host: string;
  readonly port: number;
  readonly password: Secret;
  /** For servers that want a name beside the password; left out: the cloud gives none. */
  readonly user?: string;
  /**
   * True: nothing goes to the server but over TLS, which SPICE then speaks from the first byte and VNC has to offer.
   * Otherwise SPICE is plain, and VNC speaks TLS where the server offers it.
   */
  readonly tls?: boolean;
}
