import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';

export interface ConnectionMenuActions {
  readonly onEdit: (connection: ConnectionView) => void;
  readonly onSync: (connection: ConnectionView) => void;
  readonly onRemove: (connection: ConnectionView) => void;
}

interface ConnectionMenuProps extends ConnectionMenuActions {
  readonly connection: ConnectionView;
}

export function ConnectionMenu({ connection, onEdit, onSync, onRemove }: ConnectionMenuProps): ReactNode {
  const t = useT();
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
