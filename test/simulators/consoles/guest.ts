/** What stands behind a console: a real machine, a real VNC server without one, or our own test picture. */
export type ConsoleKind = 'qemu' | 'xvnc' | 'builtin';
export type ConsoleChoice = ConsoleKind | 'auto';
export type ConsoleProtocol = 'vnc' | 'spice';

/** Identity of the VM whose console is wanted. */
export interface GuestIdentity {
  readonly vmId: string;
  readonly name: string;
  /** RFC 9562 UUID, lower case. */
  readonly uuid: string;
}

/** One running console backend, listening on 127.0.0.1. */
export interface Guest {
  readonly kind: ConsoleKind;
  /** Process id; undefined for the built-in server, which lives in this process. */
  readonly pid: number | undefined;
  readonly vncPort: number;
  /** Undefined where the backend speaks no SPICE. */
  readonly spicePort: number | undefined;
  /** Settles when the backend ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Replaces the password of one protocol; the new one admits nobody after `validSeconds`. */
  setPassword(protocol: ConsoleProtocol, password: string, validSeconds: number): Promise<void>;
  /** Number of open connections of viewers. */
  viewers(): Promise<number>;
  reset(): Promise<void>;
  /** Writes what the guest shows to a PPM (P6) file, which lasts as long as the guest, and returns its path. */
  screendump(): Promise<string>;
  /** Resolves when the backend is gone. */
  stop(): Promise<void>;
}

export interface GuestStarter {
  readonly kind: ConsoleKind;
  /** @throws {Error} when the backend does not come up within its limit. */
  start(identity: GuestIdentity): Promise<Guest>;
}
