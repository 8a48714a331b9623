import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { errorCodes, type UserAction } from '../../shared/errors/codes.ts';
import { useT } from '../i18n/language.tsx';
import { CopyText } from './copy-text.tsx';
import { errorReport, errorWords, peerWords } from './error-words.ts';
import { Glyph } from './glyph.tsx';

interface ErrorNoticeProps {
  readonly error: ErrorData;
  /** Offers the remedy that the error names (try again, edit the connection…) as a button. */
  readonly onAction?: (action: Exclude<UserAction, 'none'>) => void;
}

/** A failure in words: what happened, what to do, and the raw answer one click away. */
export function ErrorNotice({ error, onAction }: ErrorNoticeProps): ReactNode {
  const t = useT();
  const [open, setOpen] = useState(false);
  const detailId = useId();
  const { what, todo } = errorWords(t, error);
  const action = errorCodes[error.code];
  return (
    <div className="error-notice" role="alert" data-code={error.code}>
      <Glyph shape="err" />
      <div className="error-notice-body">
        <p className="error-notice-what">{what}</p>
        {todo === null ? null : <p className="error-notice-do">{todo}</p>}
        <div className="error-notice-buttons">
          {onAction === undefined || action === 'none' ? null : (
            <Button onClick={() => onAction(action)}>{t(`error-action.${action}`)}</Button>
          )}
          <button
            type="button"
            className="link"
            aria-expanded={open}
            aria-controls={detailId}
            onClick={() => setOpen(!open)}
          >
            {open ? t('common.hide-details') : t('common.details')}
          </button>
        </div>
        <div id={detailId} hidden={!open}>
          {open ? <ErrorFacts error={error} /> : null}
        </div>
      </div>
    </div>
  );
}

/** The raw answer behind a failure, to read and to copy. */
export function ErrorFacts({ error }: { error: ErrorData }): ReactNode {
  const t = useT();
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('error-fact.code'), error.code],
    [t('error-fact.raw-code'), error.detail?.code],
    [t('error-fact.message'), error.detail === null ? undefined : peerWords(t, error.detail)],
    [t('error-fact.request-id'), error.detail?.requestId],
  ];
  return (
    <div className="error-facts">
      <dl>
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <CopyText text={errorReport(error)} />
    </div>
  );
}
