import { parseArgs } from 'node:util';
import type { ConsoleChoice } from './consoles/guest.ts';
import type { Simulator, SimulatorOptions } from './machinery/simulator.ts';
import { startUCloudStackSimulator } from './ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from './ucloudstack-v2/index.ts';

const SYSTEMS: Readonly<Record<string, (options: SimulatorOptions) => Promise<Simulator>>> = {
  ucloudstack: startUCloudStackSimulator,
  'ucloudstack-v2': startUCloudStackV2Simulator,
};

const DEFAULT_TRANSITION_MS = 3000;
const CONSOLES: readonly ConsoleChoice[] = ['auto', 'qemu', 'xvnc', 'builtin'];

const count = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number, not "${text}"`);
  return value;
};

const consoleChoice = (text: string): ConsoleChoice => {
  const found = CONSOLES.find((choice) => choice === text);
  if (found === undefined) throw new Error(`--console is one of ${CONSOLES.join(', ')}`);
  return found;
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      system: { type: 'string', default: 'ucloudstack' },
      port: { type: 'string', default: '0' },
      vms: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      console: { type: 'string', default: 'auto' },
      guests: { type: 'string', default: '6' },
      https: { type: 'boolean', default: false },
      faults: { type: 'string', default: '' },
      quiet: { type: 'boolean', default: false },
      'exit-with-parent': { type: 'boolean', default: false },
    },
  });
  const start = Object.hasOwn(SYSTEMS, values.system) ? SYSTEMS[values.system] : undefined;
  if (start === undefined)
    throw new Error(`--system is one of ${Object.keys(SYSTEMS).join(', ')}, not "${values.system}"`);
  const speed = Number(values.speed);
  if (!(speed > 0)) throw new Error(`--speed wants a number above 0, not "${values.speed}"`);
  return {
    system: values.system,
    start,
    exitWithParent: values['exit-with-parent'],
    simulator: {
      port: count('port', values.port),
      vms: count('vms', values.vms),
      seed: count('seed', values.seed),
      transitionMs: DEFAULT_TRANSITION_MS / speed,
      console: consoleChoice(values.console),
      maxGuests: count('guests', values.guests),
      https: values.https,
      faults: values.faults,
      ...(values.quiet ? {} : { onLog: (line: string) => process.stderr.write(`${line}\n`) }),
    },
  };
};

const run = async (): Promise<void> => {
  const options = readOptions();
  const simulator = await options.start(options.simulator);
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    void simulator.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (options.exitWithParent) process.stdin.on('end', end).on('close', end).resume();
  const { url, publicKey, privateKey, regions } = simulator;
  const ready = { ready: true, system: options.system, url, publicKey, privateKey, regions };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
