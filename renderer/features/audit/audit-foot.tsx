import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AuditStatus } from '../../../shared/model/audit.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { dateTime } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph.tsx';

/** How the chain was when it was last checked, and where else entries go. */
export function AuditFoot({ status }: { status: AuditStatus | undefined }): ReactNode {
  const t = useT();
  const check = useMutation({ mutationFn: () => request('audit.verify', null), networkMode: 'always' });
  const last = status?.check ?? null;
  return (
    <div className="audit-foot">
      {check.error === null ? null : <ErrorNotice error={asErrorData(check.error)} />}
      {last === null || check.isPending ? <span>{t('audit.checking')}</span> : null}
      {last?.total === 0 && !check.isPending ? (
        <span className="audit-intact" data-testid="audit-intact">
          <Glyph shape="done" size={14} />
          {t('audit.checked', { time: dateTime(last.at, t.locale) })}
        </span>
      ) : null}
      {status?.syslog?.problem === null ? <span>{t('audit.syslog', { address: status.syslog.address })}</span> : null}
      <Button size="compact-xs" disabled={check.isPending} onClick={() => check.mutate()} data-testid="audit-check">
        {t('audit.check')}
      </Button>
    </div>
  );
}
