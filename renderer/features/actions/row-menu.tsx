import { Menu } from '@mantine/core';
import {
  IconCamera,
  IconInfoCircle,
  IconPlayerPlay,
  IconPlayerStop,
  IconPower,
  IconRefresh,
  IconScreenShare,
  IconTerminal2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionMenuItem } from '../../ui/action-menu-item.tsx';
import type { Act, ConnectionIndex } from '../../ui/actions.ts';
import { DeleteItem, MoreItems } from './more-items.tsx';
import { preferredConsole, toolbarReason, type ToolbarAction } from './toolbar-state.ts';

interface RowMenuProps {
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  readonly act: Act;
  readonly onDetails: () => void;
}

const icon = { size: 15, stroke: 1.6 } as const;

/** The actions of the toolbar, at the pointer. */
export function RowMenu({ vms, connections, act, onDetails }: RowMenuProps): ReactNode {
  const t = useT();
  const preferred = preferredConsole(vms, connections);
  const item = (action: ToolbarAction): { label: string; reason: string | null; testId: string } => {
    const code = toolbarReason(action, vms, connections);
    return {
      label: t(`action.${action}`),
      reason: code === null ? null : t(`reason.${code}`),
      testId: `menu-${action}`,
    };
  };
  const power = (action: 'start' | 'shutdown' | 'restart' | 'power-off') => () =>
    act({ kind: 'run', request: { action } }, vms);
  return (
    <>
      <ActionMenuItem {...item('start')} onClick={power('start')} icon={<IconPlayerPlay {...icon} />} />
      <ActionMenuItem {...item('shutdown')} onClick={power('shutdown')} icon={<IconPlayerStop {...icon} />} />
      <ActionMenuItem {...item('restart')} onClick={power('restart')} icon={<IconRefresh {...icon} />} />
      <Menu.Divider />
      {(['vnc', 'spice'] as const).map((kind) => (
        <ActionMenuItem
          key={kind}
          {...item(`console-${kind}`)}
          {...(preferred === kind ? { shortcut: 'Ctrl ↵' } : {})}
          onClick={() => act({ kind: 'console', console: kind }, vms)}
          icon={<IconTerminal2 {...icon} />}
        />
      ))}
      <ActionMenuItem
        label={t('viewer.item')}
        reason={preferred === null ? item('console-vnc').reason : null}
        onClick={() => act({ kind: 'viewer' }, vms)}
        icon={<IconScreenShare {...icon} />}
      />
      <ActionMenuItem
        {...item('snapshot-create')}
        label={t('snapshot.create')}
        onClick={() => act({ kind: 'new-snapshot' }, vms)}
        icon={<IconCamera {...icon} />}
      />
      <ActionMenuItem
        label={t('action.details')}
        reason={vms.length === 0 ? t('reason.no-selection') : null}
        shortcut="↵"
        onClick={onDetails}
        icon={<IconInfoCircle {...icon} />}
      />
      <Menu.Divider />
      <MoreItems {...{ vms, connections, act }} />
      <Menu.Divider />
      <ActionMenuItem {...item('power-off')} onClick={power('power-off')} icon={<IconPower {...icon} />} danger />
      <DeleteItem {...{ vms, connections, act }} divided={false} />
    </>
  );
}
