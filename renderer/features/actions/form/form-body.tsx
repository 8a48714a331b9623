import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { SecretName } from '../../../../shared/model/verbs/verb.ts';
import { useT } from '../../../i18n/language.tsx';
import { FieldInput } from './field-input.tsx';
import { useFormScope } from './form-scope.ts';
import type { FormItem, FormSection } from './form-sections.ts';
import type { DraftValue } from './form-state.ts';
import { SecretField } from './secret-field.tsx';

export type SecretTexts = Readonly<Partial<Record<SecretName, string>>>;

interface FormBodyProps {
  readonly sections: readonly FormSection[];
  readonly secrets: SecretTexts;
  readonly onField: (name: string, value: DraftValue) => void;
  readonly onSecret: (name: SecretName, value: string) => void;
}

/** The lines of a form, under headings where there are many. */
export function FormBody({ sections, ...rest }: FormBodyProps): ReactNode {
  return sections.map((section) => <Section key={section.theme ?? ''} section={section} {...rest} />);
}

interface SectionProps extends Omit<FormBodyProps, 'sections'> {
  readonly section: FormSection;
}

function Section({ section: { theme, main, more }, ...rest }: SectionProps): ReactNode {
  const t = useT();
  const heading = theme === null ? null : t(`form.section.${theme}`);
  const folded =
    more.length === 0 ? null : (
      <Folded items={more} heading={main.length === 0 ? heading : null} of={heading} {...rest} />
    );
  if (heading === null || main.length === 0)
    return (
      <>
        {main.length === 0 ? null : <Items items={main} {...rest} />}
        {folded}
      </>
    );
  return (
    <fieldset className="form-section">
      <legend>{heading}</legend>
      <Items items={main} {...rest} />
      {folded}
    </fieldset>
  );
}

interface ItemsProps extends Omit<FormBodyProps, 'sections'> {
  readonly items: readonly FormItem[];
}

function shapeOf({ field }: Extract<FormItem, { kind: 'field' }>): string {
  if (field.type === 'list' || (field.type === 'text' && field.lines === true)) return 'wide';
  return field.type === 'flag' ? 'flag' : '';
}

function Items({ items, secrets, onField, onSecret }: ItemsProps): ReactNode {
  const { draft } = useFormScope();
  return (
    <div className="form-grid">
      {items.map((item) =>
        item.kind === 'secret' ? (
          <SecretField
            key={item.name}
            name={item.name}
            required={item.required}
            value={secrets[item.name] ?? ''}
            onChange={(value) => onSecret(item.name, value)}
          />
        ) : (
          <div key={item.name} className={shapeOf(item)}>
            <FieldInput
              name={item.name}
              field={item.field}
              path={item.name}
              value={draft[item.name]}
              onChange={(value) => onField(item.name, value)}
            />
          </div>
        ),
      )}
    </div>
  );
}

interface FoldedProps extends ItemsProps {
  /** The section's own heading, when all of it is folded away. */
  readonly heading: string | null;
  readonly of: string | null;
}

function Folded({ heading, of, items, ...rest }: FoldedProps): ReactNode {
  const t = useT();
  const { wrong } = useFormScope();
  const [open, setOpen] = useState(false);
  const names = new Set<string>(items.map((item) => item.name));
  const faulty = [...wrong.keys()].some((path) => names.has(path.split('.')[0] ?? ''));
  return (
    <details
      className={heading === null ? 'advanced' : 'advanced advanced-section'}
      open={open || faulty}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <IconChevronRight size={14} aria-hidden="true" />
        {heading ?? (of === null ? t('form.more') : t('form.more.of', { section: of }))}
      </summary>
      {open || faulty ? <Items items={items} {...rest} /> : null}
    </details>
  );
}
