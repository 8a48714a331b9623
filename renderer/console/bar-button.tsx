import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface BarButtonProps {
  readonly label: string;
  readonly icon?: ReactNode;
  /** Explains the button, or why it is off. */
  readonly tip?: string;
  /** For a button that stays down. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Shows the icon alone; the label is still read out. */
  readonly compact?: boolean;
  readonly testId: string;
  readonly onClick: () => void;
}

/** A button of the bar. One that is off stays reachable, so that it can say why. */
export function BarButton(props: BarButtonProps): ReactNode {
  const { label, icon, tip, pressed, disabled = false, compact = false, testId, onClick } = props;
  const button = (
    <button
      type="button"
      className="bar-button"
      aria-label={label}
      aria-disabled={disabled}
      {...(tip === undefined ? {} : { 'aria-description': tip })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      data-testid={testId}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {icon}
      {compact ? null : <span className="bar-label">{label}</span>}
    </button>
  );
  return <Tooltip label={tip ?? label}>{button}</Tooltip>;
}
