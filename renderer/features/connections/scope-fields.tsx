import type { ReactNode } from 'react';
import { fallsToPlain, holdsKey } from '../../../shared/model/address.ts';
import { useT } from '../../i18n/language.tsx';
import { addressesIn } from './draft.ts';
import type { FieldsProps } from './fields-props.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

const names = ['otherUrls', 'companyIds', 'projectIds', 'regions'] as const;

export function ScopeFields(props: FieldsProps): ReactNode {
  const { text, wrong } = props;
  const t = useT();
  const addresses = addressesIn(text);
  return (
    <Section
      title={t('connection.section.addresses')}
      testId="section-scope"
      used={names.some((name) => text[name] !== '')}
      wrong={names.some((name) => wrong.has(name))}
    >
      <TextField
        {...{ ...props, name: 'otherUrls', rows: 2 }}
        label={t('connection.other-urls')}
        hint={t('connection.other-urls.hint')}
        wrongWords={t(
          fallsToPlain(addresses)
            ? 'connection.other-urls.plain'
            : addresses.slice(1).some(holdsKey)
              ? 'connection.url.key'
              : 'connection.other-urls.wrong',
        )}
      />
      <div className="form-row">
        <TextField
          {...{ ...props, name: 'companyIds' }}
          label={t('connection.companies')}
          hint={t('connection.companies.hint')}
          wrongWords={t('connection.companies.wrong')}
        />
        <TextField
          {...{ ...props, name: 'projectIds' }}
          label={t('connection.projects')}
          hint={t('connection.projects.hint')}
          wrongWords={t('connection.projects.wrong')}
        />
      </div>
      <TextField
        {...{ ...props, name: 'regions' }}
        label={t('connection.regions')}
        hint={t('connection.regions.hint')}
        wrongWords={t('connection.regions.wrong')}
      />
    </Section>
  );
}
