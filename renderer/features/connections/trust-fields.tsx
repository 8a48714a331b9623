import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';
import type { FieldsProps } from './fields-props.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

const kinds = ['system', 'authorities', 'pinned'] as const;

export function TrustFields({ look, ...props }: FieldsProps & { readonly look: ReactNode }): ReactNode {
  const { text, wrong, onChange } = props;
  const t = useT();
  return (
    <Section
      title={t('connection.section.trust')}
      testId="section-trust"
      used={text.trust !== 'system' || text.consolePins !== ''}
      wrong={wrong.has('pem') || wrong.has('fingerprints') || wrong.has('consolePins')}
    >
      <NativeSelect
        label={t('connection.trust')}
        name="trust"
        value={text.trust}
        data={kinds.map((kind) => ({ value: kind, label: t(`connection.trust.${kind}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ trust: kinds.find((kind) => kind === value) ?? 'system' })
        }
      />
      {text.trust === 'authorities' ? (
        <TextField
          {...{ ...props, name: 'pem', rows: 4 }}
          label={t('connection.trust.pem')}
          wrongWords={t('connection.trust.pem.wrong')}
        />
      ) : null}
      {text.trust === 'pinned' ? (
        <TextField
          {...{ ...props, name: 'fingerprints', rows: 2 }}
          label={t('connection.trust.fingerprints')}
          hint={t('connection.trust.fingerprints.hint')}
          wrongWords={t('connection.trust.fingerprints.wrong')}
        />
      ) : null}
      <TextField
        {...{ ...props, name: 'consolePins', rows: 2 }}
        label={t('connection.console-pins')}
        hint={t('connection.console-pins.hint')}
        wrongWords={t('connection.console-pins.wrong')}
      />
      <div>{look}</div>
    </Section>
  );
}
