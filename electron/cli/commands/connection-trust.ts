import type { ServerCertificate } from '../../../shared/model/certificate.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { hostKeySchema, readHostKey, type ShownHostKey } from '../../../shared/model/jump.ts';
import { hostPort } from '../../../shared/util/host-port.ts';
import { formatFingerprint } from '../../net/certificate.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { facts, instant } from '../output.ts';
import { invalid } from './invalid-option.ts';
import { trustOf } from './connection-options.ts';

function certificateWords(t: Translate, { host, port, chain, accepted, problem }: ServerCertificate): string {
  const [leaf] = chain;
  const why = problem === null ? '' : t.loose(`error.${problem.code}`, problem.params);
  const verdict = accepted ? t('cli.connection.certificate-accepted') : why;
  return facts([
    [t('cli.column.address'), hostPort({ host, port })],
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

function hostKeyWords(t: Translate, { host, port, key, accepted, problem }: ShownHostKey): string {
  const why = problem === null ? '' : t.loose(`error.${problem.code}`, problem.params);
  return facts([
    [t('cli.column.address'), hostPort({ host, port })],
    ...(key === null ? [] : ([[t('cli.connection.host-key'), key]] as const)),
    [t('certificate.verdict'), accepted ? t('cli.connection.certificate-accepted') : why],
  ]);
}

const trust: Command = {
  name: 'connection trust',
  operands: ['CONNECTION'],
  options: [
    { name: 'pin', placeholder: 'SHA256', words: 'cli.option.pin-shown' },
    { name: 'ca-file', placeholder: 'FILE', words: 'cli.option.ca-file' },
    { name: 'system', words: 'cli.option.trust-system' },
    { name: 'host-key', placeholder: 'SHA256', words: 'cli.option.host-key-shown' },
    { name: 'private-key-stdin', words: 'cli.option.private-key-stdin' },
  ],
  words: 'cli.connection.trust',
  run: async (context, signal) => {
    const { args, open, secrets, t } = context;
    const chosen = ['pin', 'ca-file', 'system', 'host-key'].filter((option) => args.has(option));
    const [first, second] = chosen;
    if (second !== undefined) throw new CliFailure('cli.option-invalid', { option: second }, exitCodes.usage);
    const session = await open(first === undefined ? 'read' : 'write');
    const { connections } = session;
    const { id, settings } = findConnection(session, args.operand(0));
    if (first === 'pin') await connections.trust(id, formatFingerprint(args.text('pin') ?? ''), signal);
    else if (first === 'host-key') {
      const key = hostKeySchema.safeParse(readHostKey(args.text('host-key') ?? ''));
      if (!key.success) throw invalid('host-key');
      await connections.trustHostKey(id, key.data, signal);
    } else if (first !== undefined) {
      const wanted = first === 'system' ? ({ kind: 'system' } as const) : await trustOf(context, settings.trust);
      const privateKey = args.has('private-key-stdin') ? (await secrets.privateKey()).reveal() : null;
      await connections.update(id, { ...settings, trust: wanted, privateKey, secrets: {} });
    }
    const host = await connections.hostKey(id, null, signal);
    const hosts = host === null ? [] : [host];
    const isReached = host?.accepted !== false;
    const servers = isReached ? await connections.certificates(id, null, signal) : [];
    const words = [...hosts.map((one) => hostKeyWords(t, one)), ...servers.map((one) => certificateWords(t, one))];
    return { data: [...hosts, ...servers], text: words.join('\n\n') };
  },
};

export const trustCommands: readonly Command[] = [trust];
