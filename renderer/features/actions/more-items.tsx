import { Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconCamera,
  IconCopy,
  IconCpu,
  IconDatabase,
  IconDisc,
  IconMapPin,
  IconNetwork,
  IconPower,
  IconTags,
  IconTrash,
  IconUsb,
  IconUser,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isHard } from '../../../shared/model/action.ts';
import type { VmAction } from '../../../shared/model/verbs/index.ts';
import type { VerbCategory } from '../../../shared/model/verbs/verb.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionMenuItem } from '../../ui/action-menu-item.tsx';
import type { Act, ConnectionIndex } from '../../ui/actions.ts';
import { asksForValues, intentOf, isOffered, menuGroups, menuReason, type MenuGroup } from './menu-actions.ts';

export interface MoreItemsProps {
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

const size = { size: 15, stroke: 1.6 } as const;

const icons: Readonly<Record<VerbCategory, ReactNode>> = {
  power: <IconPower {...size} />,
  snapshot: <IconCamera {...size} />,
  usb: <IconUsb {...size} />,
  lifecycle: <IconCopy {...size} />,
  configuration: <IconAdjustments {...size} />,
  media: <IconDisc {...size} />,
  storage: <IconDatabase {...size} />,
  network: <IconNetwork {...size} />,
  device: <IconCpu {...size} />,
  placement: <IconMapPin {...size} />,
  organisation: <IconTags {...size} />,
  guest: <IconUser {...size} />,
};

/** One action as a menu entry. */
export function VerbItem({
  action,
  icon,
  ...rest
}: MoreItemsProps & { action: VmAction; icon?: ReactNode }): ReactNode {
  const { vms, connections, act } = rest;
  const t = useT();
  const reason = menuReason(action, vms, connections);
  const name = t(`action.${action}`);
  return (
    <ActionMenuItem
      label={asksForValues(action) || isHard(action) ? t('action.asks', { action: name }) : name}
      reason={reason === null ? null : t(`reason.${reason}`)}
      onClick={() => act(intentOf(action), vms)}
      testId={`menu-${action}`}
      danger={isHard(action)}
      {...(icon === undefined ? {} : { icon })}
    />
  );
}

/** Hard ones last, apart from the others. */
function GroupItems({ group, ...rest }: MoreItemsProps & { group: MenuGroup }): ReactNode {
  const soft = group.actions.filter((action) => !isHard(action));
  const hard = group.actions.filter((action) => isHard(action));
  return (
    <>
      {soft.map((action) => (
        <VerbItem key={action} action={action} {...rest} />
      ))}
      {soft.length > 0 && hard.length > 0 ? <Menu.Divider /> : null}
      {hard.map((action) => (
        <VerbItem key={action} action={action} {...rest} />
      ))}
    </>
  );
}

/** What can be done with the VMs beyond the buttons, by category: one entry a category, its actions beside it. */
export function MoreItems({
  without = [],
  ...rest
}: MoreItemsProps & { without?: readonly VerbCategory[] }): ReactNode {
  const t = useT();
  const groups = menuGroups(rest.vms, rest.connections).filter(({ category }) => !without.includes(category));
  return groups.map((group) => {
    const [only] = group.actions;
    if (group.actions.length === 1 && only !== undefined)
      return <VerbItem key={group.category} action={only} icon={icons[group.category]} {...rest} />;
    return (
      <Menu.Sub key={group.category}>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={icons[group.category]} data-testid={`category-${group.category}`}>
            {t(`category.${group.category}`)}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          <GroupItems group={group} {...rest} />
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    );
  });
}

/** Deleting stands alone at the end, where it is not hit by chance. */
export function DeleteItem({ divided, ...rest }: MoreItemsProps & { divided: boolean }): ReactNode {
  if (!isOffered('delete', rest.vms, rest.connections)) return null;
  return (
    <>
      {divided ? <Menu.Divider /> : null}
      <VerbItem action="delete" icon={<IconTrash {...size} />} {...rest} />
    </>
  );
}
