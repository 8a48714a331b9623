import type { ReactNode } from 'react';
import type { Vm } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { bytes } from '../../ui/format.ts';

interface PlainTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** What is said in the place of a table without rows. */
  readonly none?: string;
}

function PlainTable({ heads, rows, none }: PlainTableProps): ReactNode {
  if (rows.length === 0) return <p className="dim">{none}</p>;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr key={index}>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function NicTable({ nics }: { nics: Vm['nics'] }): ReactNode {
  const t = useT();
  const or = (text: string): string => (text === '' ? t('common.none') : text);
  return (
    <PlainTable
      none={t('nic.none')}
      heads={[t('nic.address'), t('nic.mac'), t('nic.network'), t('nic.name')]}
      rows={nics.map((nic) => [or(nic.address), or(nic.mac), or(nic.network), or(nic.name)])}
    />
  );
}

export function DiskTable({ disks }: { disks: Vm['disks'] }): ReactNode {
  const t = useT();
  return (
    <PlainTable
      none={t('disk.none')}
      heads={[t('disk.name'), t('disk.device'), t('disk.size')]}
      rows={disks.map((disk) => [
        <>
          {disk.name || disk.id} {disk.boot ? <span className="tag">{t('disk.boot')}</span> : null}
        </>,
        disk.device || t('common.none'),
        disk.sizeBytes === null ? t('common.none') : bytes(disk.sizeBytes, t.locale),
      ])}
    />
  );
}

/** Raw, as the cloud tells it; there is none without a row. */
export function UndocumentedTable({ fields }: { fields: Vm['undocumented'] }): ReactNode {
  const t = useT();
  return (
    <PlainTable
      heads={[t('undocumented.field'), t('undocumented.value')]}
      rows={fields.map(({ field, value }) => [field, value])}
    />
  );
}
