import type { Translate } from '../../../shared/i18n/translate.ts';
import { doctorVerdict, stepWords } from '../../../shared/i18n/doctor-words.ts';
import type { DoctorProgress, DoctorReport } from '../../../shared/model/doctor.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Command } from '../command.ts';
import { findConnection } from '../find.ts';
import { table } from '../output.ts';

function reportTable(t: Translate, { steps }: DoctorReport): string {
  const rows = steps.map((step) => [
    t(`doctor.step.${step.step}`),
    step.server,
    t(`doctor.state.${step.state}`),
    step.ms === null ? '' : t('doctor.ms', { ms: step.ms }),
    stepWords(t, step).join(' '),
  ]);
  return table(['', t('cli.column.address'), '', '', ''], rows);
}

const doctor: Command = {
  name: 'connection doctor',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.connection.doctor',
  run: async ({ args, open, t, say }, signal) => {
    const session = await open('read');
    const { id } = findConnection(session, args.operand(0));
    const onProgress = ({ now }: DoctorProgress): void => {
      if (now !== null) say(`${t(`doctor.step.${now.step}`)} ${now.server}`.trimEnd(), now);
    };
    const report = await session.connections.examine(id, onProgress, signal);
    const failures = report.steps.flatMap(({ state, error }) =>
      state !== 'failed' || error === null
        ? []
        : [new AppError(error.code, error.params, error.detail === null ? {} : { detail: error.detail })],
    );
    const text = `${reportTable(t, report)}\n\n${t(`doctor.${doctorVerdict(report)}`)}`;
    return { data: report, text, failures: failures.slice(0, 1) };
  },
};

export const doctorCommands: readonly Command[] = [doctor];
