import type { ReactNode } from 'react';
import type { Vm } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { bytes, dateTime, percent } from '../../ui/format.ts';
import { Ago } from '../../ui/elapsed.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Fields, Group } from './fields.tsx';
import { DiskTable, NicTable, UndocumentedTable } from './device-tables.tsx';

/** What a VM is: what the cloud says of it, in groups; what the cloud does not say is a dash, never invented. */
export function Overview({ vm }: { vm: Vm }): ReactNode {
  const t = useT();
  return (
    <div className="overview">
      <Problems vm={vm} />
      <Group title={t('overview.identity')}>
        <Fields
          items={[
            [t('field.id'), vm.cloudId],
            [t('field.region'), vm.region],
            [t('field.project'), vm.project],
            [t('field.owner'), vm.owner],
            [t('field.remark'), vm.remark],
          ]}
        />
      </Group>
      <Group title={t('overview.compute')}>
        <Compute vm={vm} />
      </Group>
      <Group title={t('overview.guest')}>
        <Fields
          items={[
            [t('field.os'), vm.os.name],
            [t('field.agent'), t(`field.agent.${vm.agent}`)],
            [t('field.consoles'), vm.consoles.map((kind) => kind.toUpperCase()).join(', ')],
          ]}
        />
        {vm.tags.length === 0 ? null : (
          <p className="tags" aria-label={t('overview.tags')}>
            {vm.tags.map(({ key, value }) => (
              <span key={`${key}:${value}`} className="tag">
                {value === '' ? key : `${key}: ${value}`}
              </span>
            ))}
          </p>
        )}
      </Group>
      <Group title={t('overview.dates')}>
        <Dates vm={vm} />
      </Group>
      <Group title={t('overview.network')} wide>
        <NicTable nics={vm.nics} />
      </Group>
      <Group title={t('overview.disks')} wide>
        <DiskTable disks={vm.disks} />
      </Group>
      {vm.undocumented.length === 0 ? null : (
        <Group title={t('overview.undocumented')} wide>
          <UndocumentedTable fields={vm.undocumented} />
        </Group>
      )}
    </div>
  );
}

function Compute({ vm }: { vm: Vm }): ReactNode {
  const t = useT();
  const used = (total: string, share: number | null): string =>
    share === null ? total : t('field.usage', { total, percent: percent(share, t.locale) });
  const memory = vm.memoryBytes === null ? '' : bytes(vm.memoryBytes, t.locale);
  return (
    <Fields
      items={[
        [t('field.cpu'), vm.cpuCount === null ? '' : used(t('field.cpu.value', { count: vm.cpuCount }), vm.cpuPercent)],
        [t('field.memory'), memory === '' ? '' : used(memory, vm.memoryPercent)],
        [t('field.disk-usage'), vm.diskPercent === null ? '' : percent(vm.diskPercent, t.locale)],
        [t('field.host'), vm.host],
        [t('field.cluster'), vm.cluster],
      ]}
    />
  );
}

function Dates({ vm }: { vm: Vm }): ReactNode {
  const t = useT();
  const date = (at: number | null): string => (at === null ? '' : dateTime(at, t.locale));
  return (
    <Fields
      items={[
        [t('field.created'), date(vm.createdAt)],
        [t('field.updated'), date(vm.updatedAt)],
        [t('field.expires'), date(vm.expiresAt)],
        [t('field.synced'), <Ago key="synced" at={vm.syncedAt} />],
      ]}
    />
  );
}

function Problems({ vm }: { vm: Vm }): ReactNode {
  const t = useT();
  if (vm.problem === '' && vm.pendingChanges.length === 0 && vm.warnings.length === 0) return null;
  return (
    <div className="overview-notes">
      {vm.problem === '' ? null : (
        <div className="error-notice" role="alert">
          <Glyph shape="err" />
          <div>
            <p className="error-notice-what">{t('overview.problem')}</p>
            <p className="error-notice-do mono">{vm.problem}</p>
          </div>
        </div>
      )}
      {vm.pendingChanges.length === 0 ? null : (
        <p className="warning">
          <b>{t('overview.pending')}</b>
          {vm.pendingChanges
            .map(({ field, needsRestart }) =>
              t(needsRestart ? 'overview.pending.restart' : 'overview.pending.plain', { field }),
            )
            .join(' · ')}
        </p>
      )}
      {vm.warnings.length === 0 ? null : (
        <p className="dim">
          <b>{t('overview.warnings')}</b> {t('overview.warnings.what', { fields: vm.warnings.join(', ') })}
        </p>
      )}
    </div>
  );
}
