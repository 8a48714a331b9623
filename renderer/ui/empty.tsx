import type { ReactNode } from 'react';

interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly what: string;
  readonly children?: ReactNode;
  readonly testId?: string;
}

/** What a place shows when it has nothing to show: why, and what to do about it. */
export function Empty({ icon, title, what, children, testId }: EmptyProps): ReactNode {
  return (
    <div className="empty" data-testid={testId}>
      {icon}
      <h2>{title}</h2>
      <p>{what}</p>
      {children === undefined ? null : <div className="empty-buttons">{children}</div>}
    </div>
  );
}
