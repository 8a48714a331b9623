import { ConsoleDesk } from '../consoles/console-desk.ts';
import { chooseConsole } from '../consoles/ladder.ts';
import { GuestPool } from '../consoles/pool.ts';
import { FaultBox } from '../machinery/faults.ts';
import { startServer } from '../machinery/http-server.ts';
import { seededRandom } from '../machinery/random.ts';
import { RequestLog } from '../machinery/request-log.ts';
import type { Simulator, SimulatorOptions } from '../machinery/simulator.ts';
import { CERTIFICATE_PATH, readTls } from '../machinery/tls.ts';
import type { Actions } from './action.ts';
import { API_PATH, serve } from './serve.ts';
import { CloneBook } from './state/clones.ts';
import type { FleetTraits } from './state/fleet.ts';
import { Stock } from './state/resources.ts';
import { REGIONS } from './state/vocabulary.ts';
import { World } from './state/world.ts';

const KEY_SALT = 7919;

/** What tells one generation from the other. */
export interface Generation {
  readonly actions: Actions;
  readonly traits: FleetTraits;
}

/**
 * Starts one generation of UCloudStack on 127.0.0.1.
 *
 * @throws {Error} when the port is taken, a fault is unknown, or the console backend asked for is not installed.
 */
export const startGeneration = async (
  { actions, traits }: Generation,
  options: SimulatorOptions,
): Promise<Simulator> => {
  const seed = options.seed ?? 1;
  const say = options.onLog ?? (() => undefined);
  const faults = new FaultBox();
  faults.addAll(options.faults ?? '');
  const starter = await chooseConsole(options.console ?? 'auto', options.consoleTls);
  const tls = options.https === true ? await readTls() : undefined;
  const world = new World({
    seed,
    traits,
    vms: options.vms ?? 60,
    transitionMs: options.transitionMs ?? 3000,
    now: () => Date.now(),
  });
  const pool = new GuestPool(starter, options.maxGuests ?? 6);
  const consoles = new ConsoleDesk(pool, faults, options.ticketSeconds ?? 300);
  const keyRandom = seededRandom(seed + KEY_SALT);
  const keys = { publicKey: keyRandom.code(40), privateKey: keyRandom.code(64) };
  const log = new RequestLog(say);
  const parts = {
    actions,
    keys,
    context: { world, stock: new Stock(), clones: new CloneBook(), consoles },
    faults,
    log,
  };
  const server = await startServer(options.port ?? 0, {
    tls,
    handle: (request, url, signal) => serve(request, url, parts, signal),
    onError: (error) => say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  say(`consoles: ${starter.kind}`);

  return {
    url: `${server.origin}${API_PATH}`,
    ...keys,
    regions: REGIONS.map(({ region }) => region),
    certificatePath: CERTIFICATE_PATH,
    faults,
    log: log.entries,
    vms: () => world.summaries(),
    remove: (vmId) => {
      world.remove(vmId);
      consoles.stop(vmId);
    },
    finish: () => world.finish(),
    guest: (vmId) => consoles.guest(vmId),
    stop: async () => {
      world.close();
      await server.close();
      await consoles.close();
    },
  };
};
