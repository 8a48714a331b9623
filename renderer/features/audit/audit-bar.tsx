import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  auditFormats,
  auditOutcomes,
  type AuditFilter,
  type AuditFormat,
  type AuditPage,
} from '../../../shared/model/audit.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { periods, type AuditChoice } from './period.ts';

interface AuditBarProps {
  readonly choice: AuditChoice;
  readonly onChoice: (choice: AuditChoice) => void;
  readonly connections: readonly ConnectionView[];
  readonly page: AuditPage | undefined;
  readonly filter: AuditFilter;
}

/** Narrows the entries, says how many are left, and saves them. */
export function AuditBar({ choice, onChoice, connections, page, filter }: AuditBarProps): ReactNode {
  const t = useT();
  const save = useMutation({
    mutationFn: (format: AuditFormat) => request('audit.export', { filter, format }),
    networkMode: 'always',
  });
  const outcomes = auditOutcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) }));
  const named = connections.map(({ id, settings }) => ({ value: id, label: settings.name }));
  return (
    <>
      <div className="audit-bar">
        <TextInput
          className="audit-text"
          aria-label={t('audit.filter.text')}
          placeholder={t('audit.filter.placeholder')}
          value={choice.text}
          maxLength={200}
          data-autofocus
          data-testid="audit-text"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          rightSection={
            choice.text === '' ? null : (
              <CloseButton size={20} aria-label={t('filter.clear')} onClick={() => onChoice({ ...choice, text: '' })} />
            )
          }
          onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          aria-label={t('audit.filter.outcome')}
          data-testid="audit-outcome"
          value={choice.outcome ?? ''}
          data={[{ value: '', label: t('audit.filter.outcome.any') }, ...outcomes]}
          onChange={({ currentTarget }) =>
            onChoice({ ...choice, outcome: auditOutcomes.find((one) => one === currentTarget.value) ?? null })
          }
        />
        <NativeSelect
          size="xs"
          aria-label={t('audit.filter.connection')}
          data-testid="audit-connection"
          value={choice.connection ?? ''}
          data={[{ value: '', label: t('audit.filter.connection.any') }, ...named]}
          onChange={({ currentTarget: { value } }) => onChoice({ ...choice, connection: value === '' ? null : value })}
        />
        <NativeSelect
          size="xs"
          aria-label={t('audit.filter.period')}
          data-testid="audit-period"
          value={choice.period}
          data={periods.map((value) => ({ value, label: t(`audit.filter.period.${value}`) }))}
          onChange={({ currentTarget }) =>
            onChoice({ ...choice, period: periods.find((one) => one === currentTarget.value) ?? 'all' })
          }
        />
        <span className="audit-count" role="status">
          {page === undefined
            ? ''
            : page.total === page.all
              ? t('audit.entries', { count: page.all })
              : t('audit.matches', { count: page.total, all: page.all })}
        </span>
        {auditFormats.map((format) => (
          <Button
            key={format}
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            disabled={(page?.total ?? 0) === 0 || save.isPending}
            onClick={() => save.mutate(format)}
            data-testid={`audit-export-${format}`}
          >
            {t(`audit.export.${format}`)}
          </Button>
        ))}
      </div>
      {save.error === null ? null : <ErrorNotice error={asErrorData(save.error)} />}
      {save.data === undefined || save.data === null ? null : (
        <p className="audit-saved selectable" role="status" data-testid="audit-saved">
          {t('audit.exported', save.data)}
        </p>
      )}
    </>
  );
}
