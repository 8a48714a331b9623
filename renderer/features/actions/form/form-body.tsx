import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { SecretName } from '../../../../shared/model/verbs/verb.ts';
import { useT } from '../../../i18n/language.tsx';
import { FieldInput } from './field-input.tsx';
import { useFormScope } from './form-scope.ts';
import type { SecretTexts } from './form-faults.ts';
import type { FormItem, FormSection } from './form-sections.ts';
import type { DraftValue } from './form-state.ts';
import { SecretField } from './secret-field.tsx';

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

/** Lines that want the whole width: of several lines or parts, or of long texts. */
function wantsWidth(item: FormItem): boolean {
  if (item.kind === 'secret') return item.name === 'userData';
  const { name, field } = item;
  if (field.type === 'list' || (field.type === 'text' && field.lines === true)) return true;
  return name === 'remark' || name === 'computeSetId' || name === 'requestTitle';
}

/** In two columns, a line that nothing stands beside is given the whole width too. */
function wideOnes(items: readonly FormItem[]): ReadonlySet<FormItem> {
  const wide = new Set(items.filter(wantsWidth));
  let left: FormItem | null = null;
  for (const item of [...items, null]) {
    if (item !== null && !wide.has(item)) left = left === null ? item : null;
    else if (left !== null) {
      wide.add(left);
      left = null;
    }
  }
  return wide;
}

const isFlag = (item: FormItem): boolean => item.kind === 'field' && item.field.type === 'flag';

/** Boxes to tick have no label above: they stand together below the fields, so that all lines begin at one height. */
function Items({ items, ...rest }: ItemsProps): ReactNode {
  const flags = items.filter(isFlag);
  const others = items.filter((item) => !isFlag(item));
  const wide = wideOnes(others);
  return (
    <>
      {[others, flags]
        .filter((lines) => lines.length > 0)
        .map((lines) => (
          <div key={lines === flags ? 'flags' : 'fields'} className={lines === flags ? 'form-grid flags' : 'form-grid'}>
            {lines.map((item) => (
              <div key={item.name} className={wide.has(item) ? 'wide' : ''}>
                <Line item={item} {...rest} />
              </div>
            ))}
          </div>
        ))}
    </>
  );
}

function Line({ item, secrets, onField, onSecret }: Omit<ItemsProps, 'items'> & { item: FormItem }): ReactNode {
  const { draft } = useFormScope();
  if (item.kind === 'secret')
    return (
      <SecretField
        name={item.name}
        required={item.required}
        value={secrets[item.name] ?? ''}
        onChange={(value) => onSecret(item.name, value)}
      />
    );
  return (
    <FieldInput
      name={item.name}
      field={item.field}
      path={item.name}
      value={draft[item.name]}
      onChange={(value) => onField(item.name, value)}
    />
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
        {heading ?? t('form.more')}
        {heading === null && of !== null ? <span className="spoken">{t('form.more.of', { section: of })}</span> : null}
      </summary>
      {open || faulty ? <Items items={items} {...rest} /> : null}
    </details>
  );
}
