import { Menu } from '@mantine/core';
import { IconPower } from '@tabler/icons-react';
import { Fragment, useState, type ReactNode } from 'react';
import { availability, isHard } from '../../shared/model/action.ts';
import type { Capability } from '../../shared/model/capability.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { PowerAction } from '../../shared/model/verbs/power.ts';
import { useT } from '../i18n/language.tsx';
import { BarMenu } from './bar-menu.tsx';
import { PowerOff } from './power-off.tsx';

/** The window knows the VM's state but not the connection's abilities; main refuses, with words, what it cannot do. */
const assumed: ReadonlySet<Capability> = new Set(['start', 'shutdown', 'power-off', 'restart']);

const groups: readonly (readonly PowerAction[])[] = [['start', 'shutdown', 'restart'], ['power-off']];

interface PowerMenuProps {
  readonly view: ConsoleView;
  readonly onPower: (action: PowerAction) => void;
  readonly onToggle: (open: boolean) => void;
}

/** What can be done with the VM's power, and why the rest cannot. */
export function PowerMenu({ view, onPower, onToggle }: PowerMenuProps): ReactNode {
  const t = useT();
  const [asking, setAsking] = useState<PowerAction | null>(null);
  const subject = { power: { state: view.power }, consoles: view.kinds, busy: false };
  const close = (): void => {
    setAsking(null);
    onToggle(false);
  };
  const item = (action: PowerAction): ReactNode => {
    const { enabled, reason } = availability(action, subject, assumed, true);
    return (
      <Menu.Item
        key={action}
        disabled={!enabled}
        data-testid={`power-${action}`}
        {...(isHard(action) ? { color: 'danger' } : {})}
        onClick={() => (isHard(action) ? setAsking(action) : onPower(action))}
      >
        {t(`action.${action}`)}
        {reason === null ? null : <span className="menu-reason">{t(`reason.${reason}`)}</span>}
      </Menu.Item>
    );
  };
  return (
    <>
      <BarMenu
        label={t('console.power')}
        icon={<IconPower size={16} stroke={1.75} aria-hidden />}
        testId="power-menu"
        onToggle={(open) => onToggle(open || asking !== null)}
      >
        {groups.map((group, index) => (
          <Fragment key={group[0]}>
            {index === 0 ? null : <Menu.Divider />}
            {group.map(item)}
          </Fragment>
        ))}
      </BarMenu>
      {asking === null ? null : (
        <PowerOff
          view={view}
          onClose={close}
          onConfirm={() => {
            onPower(asking);
            close();
          }}
        />
      )}
    </>
  );
}
