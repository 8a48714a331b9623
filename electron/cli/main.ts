import { exitCodes, type ExitCode } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { runCli } from './run.ts';
import { passwordVariable, privateKeyVariable } from './secrets.ts';

const ending = new AbortController();
const end = (code: ExitCode) => (): void => ending.abort(new CliFailure('cli.interrupted', {}, code));
process.once('SIGINT', end(exitCodes.interrupted));
process.once('SIGTERM', end(exitCodes.terminated));
// A reader that has seen enough, such as head, is no failure of ours.
process.stdout.on('error', () => process.exit(exitCodes.done));
process.stderr.on('error', () => undefined);

const environment = { ...process.env };
for (const name of [passwordVariable, privateKeyVariable]) Reflect.deleteProperty(process.env, name);

void runCli(
  {
    ...{ argv: process.argv.slice(2), environment, version: vmdeckVersion, stdin: process.stdin },
    out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    err: (text) => void process.stderr.write(text),
  },
  ending.signal,
).then((code) => {
  process.exitCode = code;
});
