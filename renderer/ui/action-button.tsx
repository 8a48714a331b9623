import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ActionButtonProps {
  readonly label: string;
  /** Why it cannot be used now; `null` when it can. Shown on hover and focus and read out with the button. */
  readonly reason: string | null;
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  readonly variant?: 'default' | 'filled' | 'subtle';
  readonly danger?: boolean;
  readonly size?: string;
  readonly fullWidth?: boolean;
  readonly testId?: string;
}

/**
 * A button that says why it is disabled. It stays focusable (`aria-disabled` rather than `disabled`), since a truly
 * disabled button gets neither hover nor focus and so could not explain itself.
 */
export function ActionButton(props: ActionButtonProps): ReactNode {
  const { label, reason, onClick, icon, variant = 'default', danger = false, size = 'xs', fullWidth = false } = props;
  const blocked = reason !== null;
  return (
    <Tooltip label={reason} disabled={!blocked}>
      <Button
        variant={variant}
        size={size}
        fullWidth={fullWidth}
        justify={fullWidth ? 'flex-start' : 'center'}
        className={danger ? 'danger-button' : ''}
        leftSection={icon}
        data-testid={props.testId}
        onClick={() => {
          if (!blocked) onClick();
        }}
        {...(blocked ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': reason } : {})}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
