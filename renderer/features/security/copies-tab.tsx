import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { onConflictSchema, type OnConflict, type VaultExport, type VaultImport } from '../../../shared/model/vault.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { DeedForm } from './deed-form.tsx';
import { PasswordDeed } from './password-deed.tsx';

/** Copies of the vault that go elsewhere, what comes from there, and the vault's end. */
export function CopiesTab(): ReactNode {
  return (
    <div className="deeds">
      <ExportVault />
      <ImportVault />
      <DestroyVault />
    </div>
  );
}

function exportWords(t: Translate, { path, exported, damaged }: VaultExport): string {
  const saved = t('security.export.done', { count: exported, path });
  return damaged === 0 ? saved : `${saved} ${t('security.damaged', { count: damaged })}`;
}

function importWords(t: Translate, { added, identical, conflicting, damaged }: VaultImport): string {
  return [
    t('security.import.done', { count: added }),
    ...(identical === 0 ? [] : [t('security.import.identical', { count: identical })]),
    ...(conflicting.length === 0
      ? []
      : [t('security.import.conflicting', { names: new Intl.ListFormat(t.locale).format(conflicting) })]),
    ...(damaged === 0 ? [] : [t('security.damaged', { count: damaged })]),
  ].join(' ');
}

function ExportVault(): ReactNode {
  const t = useT();
  return (
    <PasswordDeed
      title={t('security.export')}
      what={t('security.export.what')}
      submit={t('security.export.submit')}
      testId="export-vault"
      next={{ label: t('security.export.own'), againLabel: t('security.export.again') }}
      run={(current, own) => request('vault.export', { current, own })}
      done={(result) => exportWords(t, result)}
    />
  );
}

function ImportVault(): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const [onConflict, setOnConflict] = useState<OnConflict>('keep');
  return (
    <DeedForm
      title={t('security.import')}
      what={t('security.import.what')}
      submit={t('security.import.submit')}
      testId="import-vault"
      isReady={password !== ''}
      run={() => request('vault.import', { password, onConflict })}
      done={(result) => importWords(t, result)}
      onDone={() => setPassword('')}
    >
      {(checked) => (
        <>
          <PasswordField
            label={t('security.import.password')}
            name="own"
            kind="off"
            value={password}
            onChange={setPassword}
            error={checked && password === '' ? t('security.import.needed') : null}
          />
          <NativeSelect
            size="xs"
            label={t('security.import.conflict')}
            description={t(`security.import.conflict.${onConflict}.what`)}
            name="onConflict"
            value={onConflict}
            data={onConflictSchema.options.map((one) => ({ value: one, label: t(`security.import.conflict.${one}`) }))}
            onChange={(event) => setOnConflict(onConflictSchema.parse(event.currentTarget.value))}
          />
        </>
      )}
    </DeedForm>
  );
}

function DestroyVault(): ReactNode {
  const t = useT();
  const [typed, setTyped] = useState('');
  const word = t('security.destroy.word');
  const isTyped = typed.trim().toLocaleLowerCase(t.locale) === word;
  return (
    <DeedForm
      title={t('security.destroy')}
      what={t('vault.destroy.what')}
      submit={t('security.destroy.submit')}
      testId="destroy-vault"
      danger
      isReady={isTyped}
      run={() => request('vault.destroy', null)}
      done={() => ''}
      onDone={() => setTyped('')}
    >
      {(checked) => (
        <TextInput
          label={t('security.destroy.type', { word })}
          name="typed"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={checked && !isTyped ? t('security.destroy.type.first', { word }) : null}
        />
      )}
    </DeedForm>
  );
}
