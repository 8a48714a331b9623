import { IconPower } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { powerActions } from '../../../shared/model/verbs/power.ts';
import { Menu } from '@mantine/core';
import { isHard } from '../../../shared/model/action.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionMenuItem } from '../../ui/action-menu-item.tsx';
import { isOffered, menuReason } from './menu-actions.ts';
import { VerbItem, type MoreItemsProps } from './more-items.tsx';

const onToolbar: readonly string[] = ['start', 'shutdown', 'restart', 'power-off'];

/** Ways to switch a VM on and off beyond the buttons; those that lose work last. */
export function PowerItems(props: MoreItemsProps): ReactNode {
  const { vms, connections, act } = props;
  const t = useT();
  const others = powerActions.filter((action) => !onToolbar.includes(action) && isOffered(action, vms, connections));
  const soft = others.filter((action) => !isHard(action));
  const reason = menuReason('power-off', vms, connections);
  return (
    <>
      {soft.map((action) => (
        <VerbItem key={action} action={action} {...props} />
      ))}
      {soft.length > 0 ? <Menu.Divider /> : null}
      {others
        .filter((action) => isHard(action))
        .map((action) => (
          <VerbItem key={action} action={action} {...props} />
        ))}
      <ActionMenuItem
        label={t('action.power-off')}
        hint={t('action.power-off.hint')}
        reason={reason === null ? null : t(`reason.${reason}`)}
        onClick={() => act({ kind: 'run', request: { action: 'power-off' } }, vms)}
        icon={<IconPower size={16} stroke={1.6} />}
        testId="action-power-off"
        danger
      />
    </>
  );
}
