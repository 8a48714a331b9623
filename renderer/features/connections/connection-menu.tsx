import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCertificate,
  IconCopy,
  IconDots,
  IconPencil,
  IconPlugConnected,
  IconPlugOff,
  IconPlus,
  IconRefresh,
  IconServer2,
  IconStethoscope,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Capability } from '../../../shared/model/capability.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';
import { isAvailable } from '../../ui/connection-health.ts';

export interface ConnectionMenuActions {
  readonly onEdit: (connection: ConnectionView) => void;
  readonly onDuplicate: (connection: ConnectionView) => void;
  readonly onCertificates: (connection: ConnectionView) => void;
  readonly onDoctor: (connection: ConnectionView) => void;
  readonly onSync: (connection: ConnectionView) => void;
  readonly onTurn: (connection: ConnectionView) => void;
  readonly onMove: (connection: ConnectionView, by: -1 | 1) => void;
  readonly onRemove: (connection: ConnectionView) => void;
  /** Shows the VMs of other systems that are attached to the cloud. */
  readonly onForeign: (connection: ConnectionView) => void;
  /** `null` while no cloud can make VMs. */
  readonly onCreate: ((connection: ConnectionView) => void) | null;
}

interface ConnectionMenuProps extends ConnectionMenuActions {
  readonly connection: ConnectionView;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export function ConnectionMenu({ connection, isFirst, isLast, ...actions }: ConnectionMenuProps): ReactNode {
  const t = useT();
  const { name, disabled } = connection.settings;
  const { onCreate, onForeign } = actions;
  const can = (capability: Capability): boolean => connection.capabilities.includes(capability);
  const item = (id: string, label: string, icon: ReactNode, onClick: () => void): ReactNode => (
    <Menu.Item leftSection={icon} onClick={onClick} data-testid={`connection-${id}`}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="right-start">
      <Menu.Target>
        <ActionIcon size={24} className="nav-menu" aria-label={t('nav.menu', { name })} data-testid="connection-menu">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item('edit', t('nav.edit'), <IconPencil size={15} />, () => actions.onEdit(connection))}
        {item('duplicate', t('nav.duplicate'), <IconCopy size={15} />, () => actions.onDuplicate(connection))}
        {disabled ? null : item('sync', t('nav.sync'), <IconRefresh size={15} />, () => actions.onSync(connection))}
        {onCreate !== null && can('create') && isAvailable(connection) && !disabled
          ? item('create', t('create.open'), <IconPlus size={15} />, () => onCreate(connection))
          : null}
        {can('foreign-vms') && !disabled
          ? item('foreign', t('foreign.open'), <IconServer2 size={15} />, () => onForeign(connection))
          : null}
        <Menu.Divider />
        {item('doctor', t('nav.doctor'), <IconStethoscope size={15} />, () => actions.onDoctor(connection))}
        {item('certificates', t('nav.certificates'), <IconCertificate size={15} />, () =>
          actions.onCertificates(connection),
        )}
        <Menu.Divider />
        {isFirst ? null : item('up', t('nav.up'), <IconArrowUp size={15} />, () => actions.onMove(connection, -1))}
        {isLast ? null : item('down', t('nav.down'), <IconArrowDown size={15} />, () => actions.onMove(connection, 1))}
        {item(
          'turn',
          t(disabled ? 'nav.enable' : 'nav.disable'),
          disabled ? <IconPlugConnected size={15} /> : <IconPlugOff size={15} />,
          () => actions.onTurn(connection),
        )}
        <Menu.Divider />
        <Menu.Item
          color="danger"
          leftSection={<IconTrash size={15} />}
          onClick={() => actions.onRemove(connection)}
          data-testid="connection-remove"
        >
          {t('nav.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
