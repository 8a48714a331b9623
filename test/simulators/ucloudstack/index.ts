import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chooseConsole } from '../consoles/ladder.ts';
import { GuestPool } from '../consoles/pool.ts';
import { ConsoleDesk } from './console-desk.ts';
import { FaultBox } from './faults.ts';
import { startServer } from './server.ts';
import type { LogEntry, Simulator, SimulatorOptions } from './simulator.ts';
import { seededRandom } from './state/random.ts';
import { REGIONS } from './state/vocabulary.ts';
import { World } from './state/world.ts';

export type { Fault, FaultKind } from './faults.ts';
export type { LogEntry, Simulator, SimulatorOptions, VmSummary } from './simulator.ts';

const KEY_SALT = 7919;
const tlsFile = (name: string): string => fileURLToPath(new URL(`../tls/${name}`, import.meta.url));

const logLine = ({ action, retCode, httpStatus }: LogEntry): string =>
  `${action === '' ? '(no action)' : action} -> ${
    httpStatus === undefined ? 'no answer' : `HTTP ${httpStatus}, RetCode ${retCode ?? 'none'}`
  }`;

const readTls = async () => ({
  key: await readFile(tlsFile('test-only-key.pem'), 'utf8'),
  cert: await readFile(tlsFile('test-only-cert.pem'), 'utf8'),
});

/**
 * Starts a UCloudStack on 127.0.0.1.
 *
 * @throws {Error} when the port is taken, a fault is unknown, or the console backend asked for is not installed.
 */
export const startUCloudStackSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const seed = options.seed ?? 1;
  const faults = new FaultBox();
  faults.addAll(options.faults ?? '');
  const starter = await chooseConsole(options.console ?? 'auto');
  const tls = options.https === true ? await readTls() : undefined;
  const world = new World({
    random: seededRandom(seed),
    vms: options.vms ?? 60,
    transitionMs: options.transitionMs ?? 3000,
    now: () => Date.now(),
  });
  const consoles = new ConsoleDesk(
    new GuestPool(starter, options.maxGuests ?? 6),
    faults,
    options.ticketSeconds ?? 300,
  );
  const keyRandom = seededRandom(seed + KEY_SALT);
  const keys = { publicKey: keyRandom.code(40), privateKey: keyRandom.code(64) };
  const log: LogEntry[] = [];
  const say = options.onLog ?? (() => undefined);
  const server = await startServer(options.port ?? 0, {
    keys,
    context: { world, consoles },
    faults,
    tls,
    onLog: (entry) => {
      log.push(entry);
      say(logLine(entry));
    },
    onError: (error) => say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  }).catch((error: unknown) => {
    world.close();
    throw error;
  });
  say(`consoles: ${starter.kind}`);

  return {
    url: server.url,
    ...keys,
    regions: REGIONS.map(({ region }) => region),
    certificatePath: tlsFile('test-only-cert.pem'),
    faults,
    log,
    vms: () =>
      world.machines().map((machine) => ({
        vmId: machine.vmId,
        name: machine.name,
        region: machine.place.region,
        state: machine.state,
        hostIp: machine.place.hostIp,
        projectId: machine.place.projectId,
        spIds: machine.snapshots.map((snapshot) => snapshot.spId),
        usbIds: world.usbIdsOf(machine.vmId),
      })),
    remove: (vmId) => {
      world.remove(vmId);
      consoles.stop(vmId);
    },
    guest: (vmId) => consoles.guest(vmId),
    stop: async () => {
      world.close();
      await server.close();
      await consoles.close();
    },
  };
};
