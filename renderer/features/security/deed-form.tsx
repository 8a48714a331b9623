import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useDeed } from '../../api/use-deed.ts';
import { useNow } from '../../ui/now.tsx';
import { PasswordFailure } from '../../ui/password-failure.tsx';
import { secondsLeft } from '../../ui/wait.ts';

export interface DeedFormProps<T> {
  readonly title: string;
  readonly what: ReactNode;
  readonly submit: string;
  readonly danger?: boolean;
  readonly testId: string;
  /** Whether all that is needed has been typed; asked again at every submit. */
  readonly isReady: boolean;
  /** Answers null when the person would rather not. */
  readonly run: () => Promise<T | null>;
  /** What to say once it is done. */
  readonly done: (value: T) => string;
  /** Empties the fields: what was typed is needed no more. */
  readonly onDone: () => void;
  /** The fields; `checked` once somebody has tried to send them. */
  readonly children?: (checked: boolean) => ReactNode;
}

/** One deed on the vault: what it does, what it needs, and how it ended. */
export function DeedForm<T>(props: DeedFormProps<T>): ReactNode {
  const { title, what, submit, danger = false, testId, isReady, run, done, onDone, children } = props;
  const now = useNow();
  const [checked, setChecked] = useState(false);
  const deed = useDeed<T | null>();
  const { failure, value } = deed;
  const left = secondsLeft(failure, deed.submittedAt, now);
  const ended = value === undefined || value === null ? null : done(value);
  const send = async (): Promise<T | null> => {
    const outcome = await run();
    setChecked(false);
    if (outcome !== null) onDone();
    return outcome;
  };
  return (
    <form
      className="form deed"
      data-testid={testId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (isReady && !deed.isPending && left === 0) deed.run(send);
      }}
    >
      <div>
        <h3>{title}</h3>
        <div className="deed-what">{what}</div>
      </div>
      {children?.(checked)}
      {failure === null ? null : <PasswordFailure error={failure} left={left} />}
      <div className="deed-end">
        <Button
          type="submit"
          loading={deed.isPending}
          disabled={left > 0}
          {...(danger ? { color: 'danger', variant: 'filled' } : {})}
        >
          {submit}
        </Button>
        <span className="done" role="status">
          {ended === null ? null : (
            <>
              <IconCheck size={14} aria-hidden="true" />
              {ended}
            </>
          )}
        </span>
      </div>
    </form>
  );
}
