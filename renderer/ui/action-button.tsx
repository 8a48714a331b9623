import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ActionButtonProps {
  readonly label: string;
  /** What is read out instead, where several buttons have the same label. It begins with the label's words. */
  readonly name?: string;
  /** Why it cannot be used now; `null` when it can. Shown on hover and focus and read out with the button. */
  readonly reason: string | null;
  /** Not needed by a button that submits its form, which must look at the reason itself. */
  readonly onClick?: () => void;
  readonly submit?: boolean;
  readonly icon?: ReactNode;
  readonly variant?: 'default' | 'filled' | 'subtle';
  readonly color?: string;
  readonly danger?: boolean;
  /** Takes the focus when its dialog opens. */
  readonly autoFocus?: boolean;
  /** What it began is not yet answered. */
  readonly loading?: boolean;
  readonly size?: string;
  readonly fullWidth?: boolean;
  readonly testId?: string;
}

/**
 * What makes a control look and sound disabled, and lets it keep the focus (`aria-disabled` rather than `disabled`):
 * a truly disabled one gets neither hover nor focus and so could not explain itself.
 */
export const blockedBy = (reason: string | null): object =>
  reason === null ? {} : { 'data-disabled': true, 'aria-disabled': true, 'aria-description': reason };

/** A button that says why it is disabled. */
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
        type={props.submit === true ? 'submit' : 'button'}
        data-testid={props.testId}
        aria-label={props.name}
        onClick={() => {
          if (!blocked) onClick?.();
        }}
        loading={props.loading === true}
        {...(props.color === undefined ? {} : { color: props.color })}
        {...(props.autoFocus === true ? { 'data-autofocus': true } : {})}
        {...blockedBy(reason)}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
