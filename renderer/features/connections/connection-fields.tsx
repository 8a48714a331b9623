import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { holdsKey, isPlainHttp } from '../../../shared/model/address.ts';
import { providerKinds, providerKindSchema, providerNames } from '../../../shared/model/provider-kind.ts';
import { useT } from '../../i18n/language.tsx';
import { ColorChoice } from './color-choice.tsx';
import type { FieldsProps } from './fields-props.ts';
import { ScopeFields } from './scope-fields.tsx';
import { JumpFields } from './jump-fields.tsx';
import { LabelFields } from './label-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { NetworkFields } from './network-fields.tsx';
import { TrustFields } from './trust-fields.tsx';

interface ConnectionFieldsProps extends FieldsProps {
  /** What a key that is left empty means: none, the stored one, that of the connection that is copied. */
  readonly keyLeftEmpty: 'none' | 'kept' | 'copied';
  /** Another connection has this name. */
  readonly nameTaken: boolean;
  /** The stored key does not count for what the draft says. */
  readonly keyNeeded: boolean;
  /** The button that fetches the servers' certificates. */
  readonly look: ReactNode;
}

const keyWords = {
  none: 'connection.private-key.vault',
  kept: 'connection.private-key.keep',
  copied: 'connection.private-key.copied',
} as const;

export function ConnectionFields(given: ConnectionFieldsProps): ReactNode {
  const { keyLeftEmpty, nameTaken, keyNeeded, look, ...props } = given;
  const { text, wrong, onChange } = props;
  const t = useT();
  const key = useRef<HTMLInputElement>(null);
  // What asks for it stands far below.
  useEffect(() => {
    if (keyNeeded) key.current?.focus();
  }, [keyNeeded]);
  const field = (name: 'name' | 'url' | 'publicKey' | 'privateKey', words: string): object => ({
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
          {...(nameTaken ? { error: t('error.connection.name-taken', { name: text.name.trim() }) } : {})}
        />
        <ColorChoice value={text.color} onChange={(color) => onChange({ color })} />
      </div>
      <NativeSelect
        label={t('connection.kind')}
        name="kind"
        value={text.kind}
        disabled={keyLeftEmpty !== 'none'}
        data={providerKinds.map((kind) => ({ value: kind, label: providerNames[kind] }))}
        onChange={(event) => onChange({ kind: providerKindSchema.parse(event.currentTarget.value) })}
      />
      <TextInput
        label={t('connection.url')}
        type="url"
        {...field('url', t(holdsKey(text.url) ? 'connection.url.key' : 'connection.url.wrong'))}
      />
      {isPlainHttp(text.url) ? (
        <p className="warning" role="status">
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('connection.url.plain')}
        </p>
      ) : null}
      <TextInput label={t('connection.public-key')} {...field('publicKey', t('connection.public-key.wrong'))} />
      <PasswordInput
        label={t('connection.private-key')}
        description={t(keyWords[keyLeftEmpty])}
        visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
        {...field('privateKey', t('connection.private-key.wrong'))}
        {...(keyNeeded ? { error: t('error.connection.key-needed') } : {})}
        aria-invalid={keyNeeded || wrong.has('privateKey')}
        ref={key}
        autoComplete="new-password"
      />
      <div className="form-sections">
        <LabelFields {...props} />
        <ScopeFields {...props} />
        <TrustFields {...props} look={look} />
        <NetworkFields {...props} />
        <JumpFields {...props} isStored={keyLeftEmpty !== 'none'} />
        <LimitFields {...props} />
      </div>
    </>
  );
}
