import { Button, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { doctorVerdict, stepWords } from '../../../shared/i18n/doctor-words.ts';
import type { EventPayload } from '../../../shared/ipc/contract.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { DoctorProgress, DoctorStep } from '../../../shared/model/doctor.ts';
import { request, subscribe } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { queryKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorFacts, ErrorNotice } from '../../ui/error-notice.tsx';
import { Glyph, type GlyphShape } from '../../ui/glyph.tsx';
import { reportText } from './doctor-report.ts';

const shapes: Readonly<Record<DoctorStep['state'], GlyphShape>> = {
  done: 'done',
  warned: 'warn',
  failed: 'err',
  skipped: 'skip',
};

const nothing: DoctorProgress = { steps: [], now: null };
const newRun = (): string => crypto.randomUUID();

/** Goes the way to a cloud step by step, and says where it breaks off and what to do. */
export function DoctorDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }): ReactNode {
  const { id, settings } = connection;
  const t = useT();
  const client = useQueryClient();
  const [run, setRun] = useState(newRun);
  const [told, setTold] = useState<EventPayload<'doctor.changed'> | null>(null);
  useEffect(() => subscribe('doctor.changed', setTold), []);
  const queryKey = [...queryKeys.content, 'doctor', id, run];
  const report = useQuery({
    queryKey,
    queryFn: ({ signal }) => request('connections.examine', { id, run }, signal),
    gcTime: 0,
  });
  const { data, isFetching } = report;
  const progress = told?.run === run ? told : nothing;
  const steps = data?.steps ?? progress.steps;
  const isStopped = !isFetching && data === undefined && report.error === null;
  return (
    <Dialog
      title={t('doctor.title', { name: settings.name })}
      onClose={onClose}
      size={620}
      testId="doctor"
      about={[connection]}
    >
      <div className="form">
        {isFetching ? (
          <p className="test-result" role="status">
            <Loader size={14} />
            {t('doctor.running')}
          </p>
        ) : null}
        {report.error === null ? null : <ErrorNotice error={asErrorData(report.error)} />}
        {isStopped ? (
          <p className="doctor-verdict" role="status" data-testid="doctor-stopped">
            {t('doctor.stopped')}
          </p>
        ) : null}
        {data === undefined ? null : (
          <p className="doctor-verdict" role="status" data-testid="doctor-verdict">
            {t(`doctor.${doctorVerdict(data)}`)}
          </p>
        )}
        <ol className="doctor-steps">
          {steps.map((step) => (
            <DoctorLine key={`${step.step} ${step.server}`} step={step} />
          ))}
          {isFetching && progress.now !== null ? <DoctorNow {...progress.now} /> : null}
        </ol>
        <div className="form-buttons">
          {isFetching ? (
            <Button onClick={() => void client.cancelQueries({ queryKey })} data-testid="doctor-stop">
              {t('doctor.stop')}
            </Button>
          ) : (
            <>
              {steps.length === 0 ? null : (
                <span className="push">
                  <CopyText text={reportText(t, data?.at ?? null, steps)} />
                </span>
              )}
              <Button onClick={() => setRun(newRun())} data-testid="doctor-again">
                {t('doctor.again')}
              </Button>
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** The step that is being gone. */
function DoctorNow({ step, server }: NonNullable<DoctorProgress['now']>): ReactNode {
  const t = useT();
  return (
    <li data-testid="doctor-now" data-step={step}>
      <Loader size={14} />
      <div className="doctor-words">
        <b>{t(`doctor.step.${step}`)}</b>
        {server === '' ? null : <span className="dim"> {server}</span>}
        <p className="dim">{t('doctor.now')}</p>
      </div>
    </li>
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
        {step.error === null ? null : (
          <details data-testid="doctor-details">
            <summary className="link">{t('common.details')}</summary>
            <ErrorFacts error={step.error} />
          </details>
        )}
      </div>
      <span className="doctor-ms dim">{step.ms === null ? '' : t('doctor.ms', { ms: step.ms })}</span>
    </li>
  );
}
