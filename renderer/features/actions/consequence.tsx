import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What will happen; marked where something stops or is lost. */
export function Consequence({ hard, children }: { hard: boolean; children: string }): ReactNode {
  if (!hard) return <p className="selectable">{children}</p>;
  return (
    <p className="warning danger selectable">
      <IconAlertTriangle size={15} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
