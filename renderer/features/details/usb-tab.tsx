import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { IconRefresh, IconUsb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { vmId, type Vm, type VmRow } from '../../../shared/model/vm.ts';
import { asErrorData } from '../../api/errors.ts';
import { useRows, useUsbDevices } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import type { Act, ConnectionIndex } from '../../ui/actions.ts';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { UsbRow } from './usb-row.tsx';

interface UsbTabProps {
  readonly vm: Vm;
  readonly row: VmRow;
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

/** USB devices of the cloud's hosts, and which of them this VM holds. */
export function UsbTab({ vm, row, connections, act }: UsbTabProps): ReactNode {
  const t = useT();
  const offered = connections.get(vm.connectionId)?.capabilities.includes('usb-devices') ?? false;
  const { data: devices, error, isFetching, refetch } = useUsbDevices(vm.id, offered);
  const holderIds = (devices ?? []).flatMap((device) =>
    device.attachedTo === null ? [] : [vmId(vm.connectionId, device.attachedTo)],
  );
  const holders = new Map(useRows(holderIds).map((holder) => [holder.id, holder.name]));
  const icon = <IconUsb size={30} stroke={1.3} />;
  if (!offered) return <Empty icon={icon} title={t('usb.unsupported.title')} what={t('usb.unsupported.what')} />;
  if (error !== null) return <ErrorNotice error={asErrorData(error)} onAction={() => void refetch()} />;
  if (devices === undefined) {
    return (
      <p className="waiting" role="status">
        <Loader size={14} /> {t('usb.loading')}
      </p>
    );
  }
  return (
    <div className="usb">
      <div className="usb-head">
        <p className="dim">{t('usb.title')}</p>
        <Tooltip label={t('common.refresh')}>
          <ActionIcon
            size={24}
            aria-label={t('common.refresh')}
            loading={isFetching}
            onClick={() => void refetch()}
            data-testid="usb-refresh"
          >
            <IconRefresh size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      {devices.length === 0 ? (
        <Empty icon={icon} title={t('usb.none.title')} what={t('usb.none.what')} />
      ) : (
        <ul aria-label={t('usb.list')}>
          {devices.map((device) => (
            <UsbRow
              key={device.id}
              {...{ device, vm, row, connections, act }}
              holder={
                device.attachedTo === null
                  ? null
                  : (holders.get(vmId(vm.connectionId, device.attachedTo)) ?? device.attachedTo)
              }
            />
          ))}
        </ul>
      )}
    </div>
  );
}
