import { IconLockOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../shared/model/connection.ts';
import { useT } from '../i18n/language.tsx';

/** What a person has to know of a connection wherever it is met: that it is production, that it is not encrypted. */
export function ConnectionMarks({ connection }: { connection: ConnectionView | undefined }): ReactNode {
  const t = useT();
  if (connection === undefined) return null;
  return (
    <>
      {connection.settings.environment === 'production' ? (
        <span className="mark-production">{t('connection.environment.production')}</span>
      ) : null}
      {connection.insecure ? <PlainMark /> : null}
    </>
  );
}

/** Requests to this cloud are not encrypted. */
export function PlainMark(): ReactNode {
  const t = useT();
  return (
    <span className="mark-plain" title={t('connection.insecure')} data-testid="mark-plain">
      <IconLockOpen size={13} aria-hidden="true" />
      <span className="spoken">{t('connection.insecure')}</span>
    </span>
  );
}
