import type { ReactNode } from 'react';
import { defaultConnectionLimits } from '../../../shared/model/connection-reach.ts';
import { useT } from '../../i18n/language.tsx';
import type { FieldsProps } from './fields-props.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

const words = {
  concurrency: 'concurrency',
  callsPerSecond: 'rate',
  pollSeconds: 'poll',
  connectSeconds: 'connect',
  answerSeconds: 'answer',
  callSeconds: 'call',
} as const;
type LimitName = keyof typeof words;
const names = Object.keys(words) as readonly LimitName[];

export function LimitFields(props: FieldsProps): ReactNode {
  const { text, wrong } = props;
  const t = useT();
  const field = (name: LimitName): ReactNode => {
    const word = words[name];
    const hint = word === 'rate' || word === 'poll' ? { hint: t(`connection.limits.${word}.hint`) } : {};
    return (
      <TextField
        {...{ ...props, ...hint, name, numeric: true }}
        label={t(`connection.limits.${word}`)}
        wrongWords={t(`connection.limits.${word}.wrong`)}
      />
    );
  };
  return (
    <Section
      title={t('connection.section.limits')}
      testId="section-limits"
      used={names.some((name) => text[name] !== String(defaultConnectionLimits[name] ?? ''))}
      wrong={names.some((name) => wrong.has(name))}
    >
      <div className="form-row">
        {field('concurrency')}
        {field('callsPerSecond')}
      </div>
      {field('pollSeconds')}
      <div className="form-row form-row-three">
        {field('connectSeconds')}
        {field('answerSeconds')}
        {field('callSeconds')}
      </div>
    </Section>
  );
}
