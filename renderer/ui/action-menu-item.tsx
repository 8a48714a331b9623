import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';

interface ActionMenuItemProps {
  readonly label: string;
  /** Why it cannot be used now; `null` when it can. */
  readonly reason: string | null;
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  /** A word of explanation under the label while the item can be used. */
  readonly hint?: string;
  readonly shortcut?: string;
  readonly testId?: string;
}

/** A menu entry that shows under its label why it is disabled, and can still be reached with the keyboard. */
export function ActionMenuItem(props: ActionMenuItemProps): ReactNode {
  const { label, reason, onClick, icon, danger = false, hint, shortcut, testId } = props;
  const blocked = reason !== null;
  const note = reason ?? hint;
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={shortcut === undefined ? undefined : <span className="kbd">{shortcut}</span>}
      data-testid={testId}
      closeMenuOnClick={!blocked}
      onClick={() => {
        if (!blocked) onClick();
      }}
      {...(danger && !blocked ? { color: 'danger' } : {})}
      {...(blocked ? { 'data-disabled': true, 'aria-disabled': true } : {})}
    >
      {label}
      {note === undefined ? null : <span className="menu-reason">{note}</span>}
    </Menu.Item>
  );
}
