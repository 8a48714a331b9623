import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useT } from '../../../i18n/language.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FormBody } from './form-body.tsx';
import { firstPath, FormScopeProvider, type FormScope } from './form-scope.ts';
import { sectionsOf } from './form-sections.ts';
import type { FormControl } from './use-form.ts';

interface FormFrameProps extends Pick<FormScope, 'action' | 'place' | 'vm'> {
  readonly control: FormControl;
  readonly submitLabel: string;
  /** It loses something: the button says so. */
  readonly danger?: boolean;
  readonly onClose: () => void;
  /** What stands above the fields. */
  readonly head: ReactNode;
  /** What stands beside the buttons, e.g. the price. */
  readonly foot: ReactNode;
}

/** A form of an action: its lines, what went wrong, and its buttons. */
export function FormFrame(props: FormFrameProps): ReactNode {
  const { action, place, vm, control, submitLabel, danger = false, onClose, head, foot } = props;
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const { items, wrong, failure, empty } = control;
  const isWrong = wrong.size > 0;
  useEffect(() => {
    // The fields come after the dialog where the VM has to be read first.
    form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  useEffect(() => {
    // The first wrong field is where the person has to go on; not again while it is being put right.
    if (isWrong && !control.sending) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isWrong, control.sending, control.attempts]);
  useEffect(() => {
    if (failure !== null || empty) form.current?.querySelector('.form-failure')?.scrollIntoView({ block: 'nearest' });
  }, [failure, empty]);
  const sections = useMemo(() => sectionsOf(items), [items]);
  const first = useMemo(() => firstPath(sections), [sections]);
  return (
    <FormScopeProvider value={{ action, place, vm, draft: control.draft, wrong, first }}>
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
        {failure === null && !empty ? null : (
          <div className="form-failure">
            {failure === null ? null : <ErrorNotice error={failure} />}
            {empty ? (
              <p className="list-error" role="alert">
                {t('form.empty')}
              </p>
            ) : null}
          </div>
        )}
        <div className="form-buttons">
          <span className="push">{foot}</span>
          <Button variant="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            variant="filled"
            loading={control.sending}
            data-testid="action-ok"
            {...(danger ? { color: 'danger' } : {})}
          >
            {submitLabel}
          </Button>
        </div>
      </form>
    </FormScopeProvider>
  );
}
