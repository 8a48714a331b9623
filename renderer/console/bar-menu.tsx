import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface BarMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly testId: string;
  /** Told when the menu opens and, after the library has put the focus back on the button, when it has gone. */
  readonly onToggle: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button of the bar that opens a menu. */
export function BarMenu({ label, icon, testId, onToggle, children }: BarMenuProps): ReactNode {
  return (
    <Menu returnFocus={false} withinPortal onOpen={() => onToggle(true)} onExitTransitionEnd={() => onToggle(false)}>
      <Menu.Target>
        <button type="button" className="bar-button" aria-label={label} data-testid={testId}>
          {icon}
          <span className="bar-label">{label}</span>
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="bar-dropdown">{children}</Menu.Dropdown>
    </Menu>
  );
}
