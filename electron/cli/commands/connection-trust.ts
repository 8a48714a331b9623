import type { ServerCertificate } from '../../../shared/model/certificate.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { formatFingerprint } from '../../net/tls.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { facts, instant } from '../output.ts';
import { trustOf } from './connection-options.ts';

function certificateWords(t: Translate, { host, port, chain, accepted, problem }: ServerCertificate): string {
  const [leaf] = chain;
  const why = problem === null ? '' : t.loose(`error.${problem.code}`, problem.params);
  const verdict = accepted ? t('cli.connection.certificate-accepted') : why;
  return facts([
    [t('cli.column.address'), `${host}:${port}`],
    ...(leaf === undefined
      ? []
      : ([
          [t('certificate.subject'), leaf.subject],
          [t('certificate.issuer'), leaf.issuer],
          [t('certificate.valid'), `${instant(leaf.validFrom)} – ${instant(leaf.validTo)}`],
          [t('certificate.sha256'), leaf.sha256],
        ] as const)),
    [t('certificate.verdict'), verdict],
  ]);
}

const trust: Command = {
  name: 'connection trust',
  operands: ['CONNECTION'],
  options: [
    { name: 'pin', placeholder: 'SHA256', words: 'cli.option.pin-shown' },
    { name: 'ca-file', placeholder: 'FILE', words: 'cli.option.ca-file' },
    { name: 'system', words: 'cli.option.trust-system' },
  ],
  words: 'cli.connection.trust',
  run: async (context, signal) => {
    const { args, open, t } = context;
    const chosen = ['pin', 'ca-file', 'system'].filter((option) => args.has(option));
    const [first, second] = chosen;
    if (second !== undefined) throw new CliFailure('cli.option-invalid', { option: second }, exitCodes.usage);
    const session = await open(first === undefined ? 'read' : 'write');
    const { connections } = session;
    const { id, settings } = findConnection(session, args.operand(0));
    if (first === 'pin') await connections.trust(id, formatFingerprint(args.text('pin') ?? ''), signal);
    else if (first !== undefined) {
      const wanted = first === 'system' ? ({ kind: 'system' } as const) : await trustOf(context, settings.trust);
      await connections.update(id, { ...settings, trust: wanted, privateKey: null, secrets: {} });
    }
    const servers = await connections.certificates(id, null, signal);
    return { data: servers, text: servers.map((server) => certificateWords(t, server)).join('\n\n') };
  },
};

export const trustCommands: readonly Command[] = [trust];
