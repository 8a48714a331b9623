import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { providerKinds, providerKindSchema, providerNames } from '../../../shared/model/provider-kind.ts';
import { useT } from '../../i18n/language.tsx';
import { ColorChoice } from './color-choice.tsx';
import { isPlainHttp, type DraftField, type DraftText } from './draft.ts';

interface ConnectionFieldsProps {
  readonly text: DraftText;
  readonly wrong: ReadonlySet<DraftField>;
  readonly editing: boolean;
  readonly onChange: (patch: Partial<DraftText>) => void;
}

/** Beside each other, hints of different length must not push the fields apart. */
const hintBelow = ['label', 'input', 'description', 'error'] as const;

export function ConnectionFields({ text, wrong, editing, onChange }: ConnectionFieldsProps): ReactNode {
  const t = useT();
  const [unfolded] = useState([text.companyIds, text.projectIds, text.regions].some((list) => list !== ''));
  const field = (name: Exclude<DraftField, 'color' | 'kind'>, words: string): object => ({
    name,
    value: text[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: wrong.has(name) ? words : null,
  });
  return (
    <>
      <div className="form-row">
        <TextInput
          label={t('connection.name')}
          placeholder={t('connection.name.placeholder')}
          data-autofocus
          {...field('name', t('connection.name.wrong'))}
        />
        <ColorChoice value={text.color} onChange={(color) => onChange({ color })} />
      </div>
      <NativeSelect
        label={t('connection.kind')}
        name="kind"
        value={text.kind}
        disabled={editing}
        data={providerKinds.map((kind) => ({ value: kind, label: providerNames[kind] }))}
        onChange={(event) => onChange({ kind: providerKindSchema.parse(event.currentTarget.value) })}
      />
      <TextInput label={t('connection.url')} type="url" {...field('url', t('connection.url.wrong'))} />
      {isPlainHttp(text.url) ? (
        <p className="warning" role="status">
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('connection.url.plain')}
        </p>
      ) : null}
      <TextInput label={t('connection.public-key')} {...field('publicKey', t('connection.public-key.wrong'))} />
      <PasswordInput
        label={t('connection.private-key')}
        description={editing ? t('connection.private-key.keep') : t('connection.private-key.vault')}
        visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
        {...field('privateKey', t('connection.private-key.wrong'))}
        autoComplete="new-password"
      />
      <details className="advanced" open={unfolded || wrong.has('companyIds')}>
        <summary>
          <IconChevronRight size={14} aria-hidden="true" />
          {t('connection.advanced')}
        </summary>
        <div className="form-row">
          <TextInput
            label={t('connection.companies')}
            description={t('connection.companies.hint')}
            inputWrapperOrder={[...hintBelow]}
            {...field('companyIds', t('connection.companies.wrong'))}
          />
          <TextInput
            label={t('connection.projects')}
            description={t('connection.projects.hint')}
            inputWrapperOrder={[...hintBelow]}
            {...field('projectIds', t('connection.projects.wrong'))}
          />
        </div>
        <div className="form-row">
          <TextInput
            label={t('connection.regions')}
            description={t('connection.regions.hint')}
            inputWrapperOrder={[...hintBelow]}
            {...field('regions', t('connection.regions.wrong'))}
          />
        </div>
      </details>
    </>
  );
}
