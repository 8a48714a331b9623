import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';
import { blockedBy } from '../../ui/action-button.tsx';
import { menuGroups, isOffered } from './menu-actions.ts';
import { DeleteItem, MoreItems, type MoreItemsProps } from './more-items.tsx';

/** The toolbar's last button: what has no button of its own. */
export function MoreMenu(props: MoreItemsProps): ReactNode {
  const { vms, connections } = props;
  const t = useT();
  const groups = menuGroups(vms, connections).filter(({ category }) => category !== 'power');
  const empty = groups.length === 0 && !isOffered('delete', vms, connections);
  const reason = vms.length === 0 ? t('reason.no-selection') : empty ? t('reason.unsupported') : null;
  return (
    <Menu disabled={reason !== null}>
      <Menu.Target>
        <Tooltip label={reason} disabled={reason === null}>
          <Button
            rightSection={<IconChevronDown size={15} />}
            data-testid="action-more"
            aria-label={t('more.open')}
            {...blockedBy(reason)}
          >
            {t('more.label')}
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <MoreItems {...props} without={['power']} />
        <DeleteItem {...props} divided={groups.length > 0} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same and the ways to switch on and off, as a small button beside the name of a VM. */
export function DetailsMenu(props: MoreItemsProps): ReactNode {
  const { vms, connections } = props;
  const t = useT();
  const groups = menuGroups(vms, connections);
  if (groups.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('more.actions')}>
          <ActionIcon size={24} aria-label={t('more.actions')} data-testid="details-actions">
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <MoreItems {...props} />
        <DeleteItem {...props} divided />
      </Menu.Dropdown>
    </Menu>
  );
}
