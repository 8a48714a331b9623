import { exitCodes, type ExitCode } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { runCli } from './run.ts';
import { secretVariables } from './secrets.ts';

const ending = new AbortController();
const end = (code: ExitCode) => (): void => ending.abort(new CliFailure('cli.interrupted', {}, code));
process.once('SIGINT', end(exitCodes.interrupted));
process.once('SIGTERM', end(exitCodes.terminated));
/** `process.exit` waits for what its thread pool does: a read that never ends is left by a signal only. */
const isReading = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
const leave = (code: ExitCode): void => {
  const name = code === exitCodes.interrupted ? 'SIGINT' : 'SIGTERM';
  process.removeAllListeners(name);
  if (isReading()) process.kill(process.pid, name);
  else process.exit(code);
};
// A reader that has seen enough, such as head, is no failure of ours.
process.stdout.on('error', () => process.exit(exitCodes.done));
process.stderr.on('error', () => undefined);

const environment = { ...process.env };
for (const name of secretVariables) Reflect.deleteProperty(process.env, name);

void runCli(
  {
    ...{ argv: process.argv.slice(2), environment, version: vmdeckVersion, stdin: process.stdin },
    out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    err: (text) => void process.stderr.write(text),
    leave,
  },
  ending.signal,
).then((code) => {
  process.exitCode = code;
});
