import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { environments } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';
import type { FieldsProps } from './fields-props.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

export function LabelFields(props: FieldsProps): ReactNode {
  const { text, wrong, onChange } = props;
  const t = useT();
  const none = { value: '', label: t('connection.environment.none') };
  return (
    <Section
      title={t('connection.section.labels')}
      testId="section-labels"
      used={text.environment !== '' || text.tags !== ''}
      wrong={wrong.has('tags')}
    >
      <div className="form-row">
        <NativeSelect
          label={t('connection.environment')}
          description={t('connection.environment.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          name="environment"
          value={text.environment}
          data={[none, ...environments.map((one) => ({ value: one, label: t(`connection.environment.${one}`) }))]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ environment: environments.find((one) => one === value) ?? '' })
          }
        />
        <TextField
          {...{ ...props, name: 'tags' }}
          label={t('connection.tags')}
          hint={t('connection.tags.hint')}
          wrongWords={t('connection.tags.wrong')}
        />
      </div>
    </Section>
  );
}
