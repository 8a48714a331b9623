import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { usbAttachModeSchema, type UsbDevice } from '../../../shared/model/usb.ts';
import type { Vm, VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton, blockedBy } from '../../ui/action-button.tsx';
import { ActionMenuItem } from '../../ui/action-menu-item.tsx';
import { reasonAgainst, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { Glyph, type GlyphShape } from '../../ui/glyph.tsx';
import { isHeldBy, reasonOfDevice } from './usb-device.ts';

const shapes: Readonly<Record<UsbDevice['state'], GlyphShape>> = {
  free: 'stop',
  attached: 'run',
  lost: 'err',
  unknown: 'unknown',
};

interface UsbRowProps {
  readonly device: UsbDevice;
  readonly vm: Vm;
  readonly row: VmRow;
  /** The name of the VM that holds the device. */
  readonly holder: string | null;
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

export function UsbRow({ device, vm, row, holder, connections, act }: UsbRowProps): ReactNode {
  const t = useT();
  const held = isHeldBy(device, vm);
  const code = reasonOfDevice(device, vm) ?? reasonAgainst(held ? 'usb-detach' : 'usb-attach', row, connections);
  const reason = code === null ? null : t(`reason.${code}`);
  const facts = [
    [device.vendor, device.product].filter((part) => part !== '').join(':'),
    ...(device.serial === '' ? [] : [t('usb.serial', { serial: device.serial })]),
    ...(device.host === '' ? [] : [t('usb.on-host', { host: device.host })]),
  ];
  return (
    <li className="usb-row" data-testid="usb-row" data-usb-id={device.id} data-state={device.state} data-held={held}>
      <Glyph shape={shapes[device.state]} />
      <div className="usb-what">
        <b className="ellipsis">{device.name}</b>
        <span className="dim ellipsis">{facts.filter((fact) => fact !== '').join(' · ')}</span>
        {device.problem === '' ? null : <span className="tone-err">{device.problem}</span>}
      </div>
      <span className="usb-state ellipsis">
        {t(`usb.state.${device.state}`)}
        {holder === null ? '' : ` · ${held ? t('usb.holder.this') : t('usb.holder', { name: holder })}`}
        {device.attachMode === null || device.attachMode === 'unknown'
          ? ''
          : ` · ${t(`usb.mode.${device.attachMode}`)}`}
      </span>
      {held ? (
        <ActionButton
          label={t('usb.detach')}
          reason={reason}
          testId="usb-detach"
          onClick={() =>
            act({ kind: 'run', request: { action: 'usb-detach', usbId: device.id, usbName: device.name } }, [row])
          }
        />
      ) : (
        <AttachButton {...{ device, row, act, reason }} />
      )}
    </li>
  );
}

interface AttachButtonProps {
  readonly device: UsbDevice;
  readonly row: VmRow;
  readonly act: Act;
  readonly reason: string | null;
}

function AttachButton({ device, row, act, reason }: AttachButtonProps): ReactNode {
  const t = useT();
  const attach = (mode: (typeof usbAttachModeSchema.options)[number]): void =>
    act({ kind: 'run', request: { action: 'usb-attach', usbId: device.id, usbName: device.name, mode } }, [row]);
  return (
    <Button.Group>
      <ActionButton
        label={t('usb.attach')}
        reason={reason}
        testId="usb-attach"
        onClick={() => attach('pass-through')}
      />
      <Menu position="bottom-end" disabled={reason !== null}>
        <Menu.Target>
          <Tooltip label={reason} disabled={reason === null}>
            <ActionIcon
              variant="default"
              className="split"
              aria-label={t('usb.attach.more')}
              data-testid="usb-attach-more"
              {...blockedBy(reason)}
            >
              <IconChevronDown size={15} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {usbAttachModeSchema.options.map((mode) => (
            <ActionMenuItem
              key={mode}
              label={t(`usb.attach.${mode}`)}
              hint={t(`usb.attach.${mode}.hint`)}
              reason={reason}
              testId={`usb-attach-${mode}`}
              onClick={() => attach(mode)}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
