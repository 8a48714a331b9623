import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ForeignVm } from '../../../shared/model/question.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { bytes, count } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify.tsx';

interface ForeignTableProps {
  readonly vms: readonly ForeignVm[];
  /** Where they are. */
  readonly about: Input<'ask.foreign-vms'>;
}

/** VMs that another system runs: they can be looked at, and their console opened in the browser. */
export function ForeignTable({ vms, about }: ForeignTableProps): ReactNode {
  const t = useT();
  const open = useMutation({
    mutationFn: ({ id, name }: ForeignVm) => {
      const { connectionId, system, datacenter } = about;
      return request('foreign.open-console', { connectionId, system, datacenter, vmId: id, vmName: name || id });
    },
    onError: (error) => notifyFailure(asErrorData(error)),
    networkMode: 'always',
  });
  const sizeOf = ({ cpuCount, memoryBytes }: ForeignVm): string =>
    [
      cpuCount === null ? '' : t('foreign.cpus', { count: count(cpuCount, t.locale) }),
      memoryBytes === null ? '' : bytes(memoryBytes, t.locale),
    ]
      .filter((part) => part !== '')
      .join(t('common.separator')) || t('common.none');
  if (vms.length === 0) return <p className="dim">{t('foreign.none')}</p>;
  return (
    <div className="foreign-scroll">
      <table className="foreign-table">
        <thead>
          <tr>
            <th scope="col">{t('foreign.name')}</th>
            <th scope="col">{t('foreign.state')}</th>
            <th scope="col">{t('foreign.size')}</th>
            <th scope="col">
              <span className="spoken">{t('foreign.console')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {vms.map((vm) => (
            <tr key={vm.id} data-testid="foreign-row">
              <td title={vm.path}>{vm.name || vm.id}</td>
              <td>{vm.raw || t('common.none')}</td>
              <td className="tabular">{sizeOf(vm)}</td>
              <td>
                <Button
                  leftSection={<IconExternalLink size={14} />}
                  aria-label={t('foreign.console.of', { name: vm.name || vm.id })}
                  title={t('foreign.console.hint')}
                  loading={open.isPending && open.variables.id === vm.id}
                  onClick={() => open.mutate(vm)}
                >
                  {t('foreign.console')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
