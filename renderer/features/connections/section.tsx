import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** Something in it is set, so that it is open from the start. */
  readonly used: boolean;
  /** Something in it is wrong. */
  readonly wrong: boolean;
  readonly testId: string;
  readonly children: ReactNode;
}

/** Part of a form that most people leave alone. */
export function Section({ title, used, wrong, testId, children }: SectionProps): ReactNode {
  const [unfolded] = useState(used);
  return (
    <details className="advanced" open={unfolded || wrong} data-testid={testId}>
      <summary>
        <IconChevronRight size={14} aria-hidden="true" />
        {title}
      </summary>
      <div className="advanced-body">{children}</div>
    </details>
  );
}
