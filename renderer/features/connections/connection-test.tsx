import { Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { isAbort } from '../../../shared/errors/app-error.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ConnectionDraft } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Glyph } from '../../ui/glyph.tsx';

export interface ConnectionTest {
  readonly pending: boolean;
  readonly answer: Output<'connections.test'> | null;
  readonly error: unknown;
  readonly run: (draft: ConnectionDraft) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Tries a draft against its cloud without keeping it. Closing the form gives the try up. */
export function useConnectionTest(
  id: string | null,
  onFailure: (draft: ConnectionDraft, error: Error) => void,
): ConnectionTest {
  const running = useRef<AbortController | null>(null);
  const test = useMutation({
    mutationFn: (draft: ConnectionDraft) => {
      running.current?.abort();
      running.current = new AbortController();
      return request('connections.test', { id, draft }, running.current.signal);
    },
    onError: (error, draft) => onFailure(draft, error),
    networkMode: 'always',
  });
  useEffect(() => () => running.current?.abort(), []);
  return {
    pending: test.isPending,
    answer: test.data ?? null,
    error: test.error !== null && !isAbort(test.error) ? test.error : null,
    run: test.mutate,
    cancel: () => running.current?.abort(),
    reset: test.reset,
  };
}

export function TestResult({ test }: { test: ConnectionTest }): ReactNode {
  const t = useT();
  if (test.error !== null) return <ErrorNotice error={asErrorData(test.error)} />;
  if (!test.pending && test.answer === null) return null;
  return (
    <div className="test-result" role="status" data-testid="connection-test-result">
      {test.answer === null ? (
        <>
          <Loader size={14} />
          {t('connection.testing')}
        </>
      ) : (
        <>
          <Glyph shape="done" />
          <div>
            <b>{t('connection.test.good')}</b> {t('connection.test.vms', { count: test.answer.vmCount })}
            <p className="dim">
              {t('connection.test.regions', {
                regions: test.answer.regions.map((region) => region.name || region.id).join(', '),
              })}
            </p>
          </div>
        </>
      )}
    </div>
  );
}
