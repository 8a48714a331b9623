import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useT } from '../../../i18n/language.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FormBody } from './form-body.tsx';
import { FormScopeProvider, type FormScope } from './form-scope.ts';
import { sectionsOf, type FormItem } from './form-sections.ts';
import type { FormControl } from './use-form.ts';

interface FormFrameProps extends Pick<FormScope, 'action' | 'place' | 'vm'> {
  readonly items: readonly FormItem[];
  readonly control: FormControl;
  readonly submitLabel: string;
  readonly onClose: () => void;
  /** What stands above the fields. */
  readonly head: ReactNode;
  /** What stands beside the buttons, e.g. the price. */
  readonly foot: ReactNode;
}

/** A form of an action: its lines, what went wrong, and its buttons. */
export function FormFrame(props: FormFrameProps): ReactNode {
  const { action, place, vm, items, control, submitLabel, onClose, head, foot } = props;
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const { wrong } = control;
  useEffect(() => {
    // The first wrong field is where the person has to go on.
    if (wrong.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const sections = useMemo(() => sectionsOf(items), [items]);
  return (
    <FormScopeProvider value={{ action, place, vm, draft: control.draft, wrong }}>
      <form
        ref={form}
        className="form action-form"
        data-testid="action-form"
        data-action={action}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          control.submit();
        }}
      >
        {head}
        <FormBody
          sections={sections}
          secrets={control.secrets}
          onField={control.setField}
          onSecret={control.setSecret}
        />
        {control.failure === null ? null : <ErrorNotice error={control.failure} />}
        <div className="form-buttons">
          <span className="push">{foot}</span>
          <Button variant="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={control.sending} data-testid="action-ok">
            {submitLabel}
          </Button>
        </div>
      </form>
    </FormScopeProvider>
  );
}
