import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconCamera,
  IconChevronDown,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTerminal2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton, blockedBy } from '../../ui/action-button.tsx';
import { ActionMenuItem } from '../../ui/action-menu-item.tsx';
import type { Act, ConnectionIndex } from '../../ui/actions.ts';
import { MoreMenu } from './actions-menu.tsx';
import { PowerItems } from './power-items.tsx';
import { toolbarReason, type ToolbarAction } from './toolbar-state.ts';

interface ToolbarProps {
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  readonly act: Act;
  /** What stands at the right end. */
  readonly children: ReactNode;
}

const icon = { size: 16, stroke: 1.6 } as const;

/** What can be done with the selected VMs; each button says why when it cannot be used. */
export function Toolbar({ vms, connections, act, children }: ToolbarProps): ReactNode {
  const t = useT();
  const reason = (action: ToolbarAction): string | null => {
    const code = toolbarReason(action, vms, connections);
    return code === null ? null : t(`reason.${code}`);
  };
  const power = (action: 'start' | 'shutdown' | 'restart'): void => act({ kind: 'run', request: { action } }, vms);
  const noVm = vms.length === 0 ? t('reason.no-selection') : null;
  const vnc = reason('console-vnc');
  const noConsole = vnc !== null && reason('console-spice') !== null ? vnc : null;
  return (
    <div className="toolbar" role="toolbar" aria-label={t('toolbar.label')}>
      <ActionButton
        label={t('action.start')}
        reason={reason('start')}
        onClick={() => power('start')}
        testId="action-start"
        variant={reason('start') === null ? 'filled' : 'default'}
        icon={<IconPlayerPlay {...icon} />}
      />
      <Button.Group>
        <ActionButton
          label={t('action.shutdown')}
          reason={reason('shutdown')}
          onClick={() => power('shutdown')}
          testId="action-shutdown"
          icon={<IconPlayerStop {...icon} />}
        />
        <Menu disabled={noVm !== null}>
          <Menu.Target>
            <Tooltip label={noVm} disabled={noVm === null}>
              <ActionIcon
                variant="default"
                className="split"
                aria-label={t('more.power')}
                data-testid="action-shutdown-more"
                {...blockedBy(noVm)}
              >
                <IconChevronDown size={15} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <PowerItems vms={vms} connections={connections} act={act} />
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
      <ActionButton
        label={t('action.restart')}
        reason={reason('restart')}
        onClick={() => power('restart')}
        testId="action-restart"
        icon={<IconRefresh {...icon} />}
      />
      <Menu disabled={noConsole !== null}>
        <Menu.Target>
          <Tooltip label={noConsole} disabled={noConsole === null}>
            <Button
              leftSection={<IconTerminal2 {...icon} />}
              rightSection={<IconChevronDown size={15} />}
              data-testid="action-console"
              {...blockedBy(noConsole)}
            >
              {t('action.console')}
            </Button>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {(['vnc', 'spice'] as const).map((kind) => (
            <ActionMenuItem
              key={kind}
              label={t(`action.console-${kind}`)}
              reason={reason(`console-${kind}`)}
              onClick={() => act({ kind: 'console', console: kind }, vms)}
              testId={`console-${kind}`}
            />
          ))}
          <Menu.Divider />
          <ActionMenuItem
            label={t('viewer.item')}
            reason={noConsole}
            onClick={() => act({ kind: 'viewer' }, vms)}
            testId="console-viewer"
          />
        </Menu.Dropdown>
      </Menu>
      <ActionButton
        label={t('action.snapshot')}
        reason={reason('snapshot-create')}
        onClick={() => act({ kind: 'new-snapshot' }, vms)}
        testId="action-snapshot-create"
        icon={<IconCamera {...icon} />}
      />
      <MoreMenu vms={vms} connections={connections} act={act} />
      <div className="toolbar-end">{children}</div>
    </div>
  );
}
