import { join, resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { languages } from '../../shared/model/settings.ts';
import { translator, type Translate } from '../../shared/i18n/translate.ts';
import { openAudit } from '../services/open-audit.ts';
import type { Log } from '../services/ports.ts';
import { olderThanKnown } from '../services/vault-session.ts';
import { leadingWords, readArguments, refuseSecrets, type Arguments } from './arguments.ts';
import type { Answer, Command } from './command.ts';
import { commands } from './commands/index.ts';
import { ownDataFolder } from './data-folder.ts';
import { environmentProxy } from './environment-proxy.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { helpOf, overview } from './help.ts';
import { jsonLine, jsonPieces, plain } from './output.ts';
import { renderNote, renderReport, reportOf } from './report.ts';
import { createSecrets } from './secrets.ts';
import { createVault, openSession, type Session } from './session.ts';
import { createInput } from './stdin.ts';

/** The process as the command line sees it. */
export interface Process {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly stdin: Parameters<typeof createInput>[0];
  /** Resolves when the text has been taken. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  /** Ends the process, whatever it still waits for. */
  readonly leave: (code: ExitCode) => void;
}

/** `--language`, else what the system's locale asks for (POSIX: LC_ALL before LC_MESSAGES before LANG). */
function languageOf({ argv, environment }: Process): string {
  const place = argv.findIndex((argument) => /^--language(=|$)/.test(argument));
  const asked = argv[place]?.split('=')[1] ?? argv[place + 1] ?? '';
  if (place !== -1 && languages.some((language) => language === asked)) return asked;
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '').find((one) => one !== '');
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
}

const seconds = /^\d{1,6}(\.\d{1,3})?$/;

/** Milliseconds that what was aborted has to end by itself: some of it waits for the disk, or for a syslog server. */
const graceMs = 5_000;

/** Leaves the process when something does not heed the abort, as a read of a pipe that nobody writes to. */
function insist(signal: AbortSignal, leave: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => void (timer = setTimeout(() => leave(signal.reason), graceMs));
  signal.addEventListener('abort', begin, { once: true });
  return () => {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  };
}

/** Aborted when the process is told to end, or when the time of `--timeout` is over. */
function limited(args: Arguments, outer: AbortSignal): { readonly signal: AbortSignal; readonly done: () => void } {
  const text = args.text('timeout');
  if (text === null) return { signal: outer, done: () => undefined };
  if (!seconds.test(text) || Number(text) === 0) throw new CliFailure('cli.option-invalid', { option: 'timeout' });
  const controller = new AbortController();
  const timer = setTimeout(
    () => {
      controller.abort(new CliFailure('cli.timed-out', { count: Number(text) }, exitCodes.timeout));
    },
    Number(text) * 1000,
  );
  return { signal: AbortSignal.any([outer, controller.signal]), done: () => clearTimeout(timer) };
}

async function carryOut(
  command: Command,
  args: Arguments,
  t: Translate,
  io: Process,
  signal: AbortSignal,
): Promise<Answer> {
  const folder = args.text('data-dir');
  const vaultPath = join(folder === null ? ownDataFolder(io.environment) : resolve(folder), 'vault.vmdeck');
  const input = createInput(io.stdin, signal);
  const secrets = createSecrets(args, io.environment, input);
  const log: Log = {
    write: (level, event, fields = {}) => {
      if (args.has('verbose')) io.err(`${jsonLine({ level, event, ...fields })}\n`);
    },
  };
  const audit = await openAudit(vaultPath, 'cli', log);
  const systemProxy = environmentProxy(io.environment);
  const sessions: Session[] = [];
  try {
    return await command.run(
      {
        ...{ args, t, secrets, vaultPath, audit },
        create: async (cost) => createVault(vaultPath, await secrets.masterPassword(), cost, audit, signal),
        open: async (use) => {
          const session = await openSession(
            vaultPath,
            use,
            () => secrets.masterPassword(),
            { audit, log, systemProxy },
            signal,
          );
          sessions.push(session);
          if (use === 'write') await audit.requireWritten();
          const older = olderThanKnown(session.vault);
          if (older !== null) io.err(renderReport(reportOf(older, t), args.has('json')));
          return session;
        },
        say: (line, progress) => io.err(`${args.has('json') ? jsonLine({ progress }) : plain(line)}\n`),
      },
      signal,
    );
  } catch (error) {
    // Whatever an abort made fail on its way, its reason is what happened.
    signal.throwIfAborted();
    throw error;
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
    await audit.close();
    const { unwritten, folder: path, syslog } = audit.status();
    if (unwritten > 0) {
      const lost = new AppError('audit.lost', { count: unwritten, path });
      io.err(renderReport(reportOf(lost, t), args.has('json')));
    }
    if (syslog?.problem !== null && syslog?.problem !== undefined) {
      const { code, params } = syslog.problem;
      io.err(renderReport(reportOf(new AppError(code, params), t), args.has('json')));
    }
    input.close();
  }
}

async function write({ data, text }: Answer, asJson: boolean, out: Process['out']): Promise<void> {
  if (!asJson) return out(text === '' ? '' : `${text}\n`);
  for (const piece of jsonPieces(data)) await out(piece);
}

/** The command of a call and what is left for it to read; null where help was asked for, or should have been. */
function choose(argv: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } | null {
  const places = leadingWords(argv, 2);
  const name = places.map((place) => argv[place]).join(' ');
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return { command, rest: argv.filter((_, place) => !places.includes(place)) };
  return null;
}

async function answerWithout(argv: readonly string[], t: Translate, io: Process): Promise<ExitCode> {
  const [place] = leadingWords(argv, 1);
  const group =
    place === undefined ? commands : commands.filter(({ name }) => name.startsWith(`${argv[place] ?? ''} `));
  const asked = argv.includes('--help');
  if (place === undefined && argv.includes('--version')) {
    await io.out(`${io.version}\n`);
    return exitCodes.done;
  }
  if (asked && group.length > 0) {
    await io.out(`${overview(t, group)}\n`);
    return exitCodes.done;
  }
  if (argv.length === 0) io.err(`${overview(t, commands)}\n`);
  else io.err(renderReport(reportOf(new CliFailure('cli.command-unknown'), t), argv.includes('--json')));
  return exitCodes.usage;
}

/** Runs one command: the answer goes to `out`, everything else to `err`. Never rejects. */
export async function runCli(io: Process, outer: AbortSignal): Promise<ExitCode> {
  const t = translator(languageOf(io));
  let asJson = io.argv.includes('--json');
  try {
    refuseSecrets(io.argv);
    const chosen = choose(io.argv);
    if (chosen === null) return await answerWithout(io.argv, t, io);
    const args = readArguments(chosen.rest, chosen.command);
    asJson = args.has('json');
    if (args.has('help')) {
      await io.out(`${helpOf(t, chosen.command)}\n`);
      return exitCodes.done;
    }
    const { signal, done } = limited(args, outer);
    const ended = insist(signal, (error) => {
      const report = reportOf(error, t);
      io.err(renderReport(report, asJson));
      io.leave(report.exitCode);
    });
    try {
      const answer = await carryOut(chosen.command, args, t, io, signal);
      await write(answer, asJson, io.out);
      for (const note of answer.notes ?? []) io.err(renderNote(reportOf(note, t), asJson));
      const reports = (answer.failures ?? []).map((error) => reportOf(error, t));
      for (const report of reports) io.err(renderReport(report, asJson));
      return reports[0]?.exitCode ?? exitCodes.done;
    } finally {
      ended();
      done();
    }
  } catch (error) {
    const report = reportOf(error, t);
    io.err(renderReport(report, asJson));
    if (report.exitCode === exitCodes.bug && io.argv.includes('--verbose')) io.err(`${String(error)}\n`);
    return report.exitCode;
  }
}
