import type { ConsoleChoice, Guest } from '../consoles/guest.ts';
import type { FaultBox } from './faults.ts';
import type { LogEntry } from './request-log.ts';

export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
  /** Number of VMs over both regions, default 60; 100,000 are fine, since a VM is made when it is asked for. */
  readonly vms?: number;
  /** Same seed, same fleet and keys. Default 1. */
  readonly seed?: number;
  /** Milliseconds that a start or stop takes at most (half of it at least). Default 3000. */
  readonly transitionMs?: number;
  readonly console?: ConsoleChoice;
  /** Consoles over TLS alone, with the self-signed certificate of `tls/`: VeNCrypt, and SPICE's TLS port. */
  readonly consoleTls?: boolean;
  /** Guests that may run at the same time, default 6. */
  readonly maxGuests?: number;
  /** Seconds that a console password stays valid, default 300. */
  readonly ticketSeconds?: number;
  /** TLS with the self-signed certificate of `tls/`. */
  readonly https?: boolean;
  /** Faults in force from the start, in the notation of `--faults`. */
  readonly faults?: string;
  /** Receives one line per request, without secrets. */
  readonly onLog?: (line: string) => void;
}

export interface VmSummary {
  readonly vmId: string;
  readonly name: string;
  readonly region: string;
  readonly state: string;
  readonly hostIp: string;
  readonly projectId: string;
  readonly spIds: readonly string[];
  readonly usbIds: readonly string[];
}

export interface Simulator {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly regions: readonly string[];
  /** PEM file to trust when `https` is on. */
  readonly certificatePath: string;
  readonly faults: FaultBox;
  readonly log: readonly LogEntry[];
  /** In the order in which they were made. */
  vms(): readonly VmSummary[];
  /** Makes a VM vanish without a trace. */
  remove(vmId: string): void;
  /** Ends at once what is under way, so that a test can look at a transition as long as it likes. */
  finish(): void;
  /** The running guest behind a VM's console, if its console was ever asked for. */
  guest(vmId: string): Guest | undefined;
  /** Closes every connection and stops every guest. */
  stop(): Promise<void>;
}
