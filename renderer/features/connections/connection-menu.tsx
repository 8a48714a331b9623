import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconRefresh, IconServer2, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Capability } from '../../../shared/model/capability.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';
import { isAvailable } from '../../ui/connection-health.ts';

export interface ConnectionMenuActions {
  readonly onEdit: (connection: ConnectionView) => void;
  readonly onSync: (connection: ConnectionView) => void;
  readonly onRemove: (connection: ConnectionView) => void;
  /** Shows the VMs of other systems that are attached to the cloud. */
  readonly onForeign: (connection: ConnectionView) => void;
  /** `null` while no cloud can make VMs. */
  readonly onCreate: ((connection: ConnectionView) => void) | null;
}

interface ConnectionMenuProps extends ConnectionMenuActions {
  readonly connection: ConnectionView;
}

export function ConnectionMenu(props: ConnectionMenuProps): ReactNode {
  const { connection, onEdit, onSync, onRemove, onForeign, onCreate } = props;
  const t = useT();
  const can = (capability: Capability): boolean => connection.capabilities.includes(capability);
  return (
    <Menu position="right-start">
      <Menu.Target>
        <ActionIcon
          size={24}
          className="nav-menu"
          aria-label={t('nav.menu', { name: connection.settings.name })}
          data-testid="connection-menu"
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          onClick={() => onEdit(connection)}
          data-testid="connection-edit"
        >
          {t('nav.edit')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRefresh size={15} />}
          onClick={() => onSync(connection)}
          data-testid="connection-sync"
        >
          {t('nav.sync')}
        </Menu.Item>
        {onCreate !== null && can('create') && isAvailable(connection) ? (
          <Menu.Item
            leftSection={<IconPlus size={15} />}
            onClick={() => onCreate(connection)}
            data-testid="connection-create"
          >
            {t('create.open')}
          </Menu.Item>
        ) : null}
        {can('foreign-vms') ? (
          <Menu.Item
            leftSection={<IconServer2 size={15} />}
            onClick={() => onForeign(connection)}
            data-testid="connection-foreign"
          >
            {t('foreign.open')}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item
          color="danger"
          leftSection={<IconTrash size={15} />}
          onClick={() => onRemove(connection)}
          data-testid="connection-remove"
        >
          {t('nav.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
