import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { doctorVerdict, stepWords } from '../../../shared/i18n/doctor-words.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { DoctorReport, DoctorStep } from '../../../shared/model/doctor.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { queryKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Glyph, type GlyphShape } from '../../ui/glyph.tsx';

const shapes: Readonly<Record<DoctorStep['state'], GlyphShape>> = {
  done: 'done',
  warned: 'pause',
  failed: 'err',
  skipped: 'gone',
};

/** The report as text: steps, times and words; no keys, and no names but those of the servers. */
function reportText(t: Translate, { at, steps }: DoctorReport): string {
  const lines = steps.map((step) => {
    const ms = step.ms === null ? '' : ` (${t('doctor.ms', { ms: step.ms })})`;
    const code =
      step.error === null
        ? ''
        : ` [${step.error.code}${step.error.detail?.code === undefined ? '' : ` ${step.error.detail.code}`}]`;
    const head = `${t(`doctor.step.${step.step}`)} ${step.server}`.trim();
    return `${head}: ${t(`doctor.state.${step.state}`)}${ms}${code} ${stepWords(t, step).join(' ')}`.trimEnd();
  });
  return [new Date(at).toISOString(), ...lines].join('\n');
}

/** Goes the way to a cloud step by step and says where it breaks off and what to do. */
export function DoctorDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }): ReactNode {
  const { id, settings } = connection;
  const t = useT();
  const report = useQuery({
    queryKey: [...queryKeys.connections, 'doctor', id],
    queryFn: ({ signal }) => request('connections.examine', { id }, signal),
    gcTime: 0,
  });
  const { data } = report;
  return (
    <Dialog title={t('doctor.title', { name: settings.name })} onClose={onClose} size={620} testId="doctor">
      <div className="form">
        {report.isFetching ? (
          <p className="test-result" role="status">
            <Loader size={14} />
            {t('doctor.running')}
          </p>
        ) : null}
        {report.error === null ? null : <ErrorNotice error={asErrorData(report.error)} />}
        {data === undefined || report.isFetching ? null : (
          <>
            <p className="doctor-verdict" role="status" data-testid="doctor-verdict">
              {t(`doctor.${doctorVerdict(data)}`)}
            </p>
            <ol className="doctor-steps">
              {data.steps.map((step) => (
                <DoctorLine key={`${step.step} ${step.server}`} step={step} />
              ))}
            </ol>
            <div className="form-buttons">
              <span className="push">
                <CopyText text={reportText(t, data)} />
              </span>
              <Button onClick={() => void report.refetch()} data-testid="doctor-again">
                {t('doctor.again')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function DoctorLine({ step }: { step: DoctorStep }): ReactNode {
  const t = useT();
  const [what, ...todo] = stepWords(t, step);
  return (
    <li data-testid="doctor-step" data-step={step.step} data-state={step.state}>
      <Glyph shape={shapes[step.state]} />
      <div className="doctor-words">
        <b>{t(`doctor.step.${step.step}`)}</b>
        {step.server === '' ? null : <span className="dim"> {step.server}</span>}
        <span className="spoken">{t(`doctor.state.${step.state}`)}</span>
        <p className={step.state === 'skipped' ? 'dim selectable' : 'selectable'}>{what}</p>
        {todo.map((line) => (
          <p key={line} className="dim selectable">
            {line}
          </p>
        ))}
      </div>
      <span className="doctor-ms dim">{step.ms === null ? '' : t('doctor.ms', { ms: step.ms })}</span>
    </li>
  );
}
