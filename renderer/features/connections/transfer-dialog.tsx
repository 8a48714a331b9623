import { Button, Checkbox, PasswordInput, Radio } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { request } from '../../api/client.ts';
import { useDeed } from '../../api/use-deed.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

/** Characters of a password that guards keys outside of the vault. */
const leastLength = 12;

/** Carries connections to another installation, and from one. Main asks for the files. */
export function TransferDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('transfer.title')} onClose={onClose} size={500} testId="transfer">
      <div className="form">
        <ExportForm />
        <hr className="rule" />
        <ImportForm />
      </div>
    </Dialog>
  );
}

function ExportForm(): ReactNode {
  const t = useT();
  const [sealed, setSealed] = useState(false);
  const [words, setWords] = useState({ current: '', first: '', second: '' });
  const [checked, setChecked] = useState(false);
  const save = useDeed<Output<'connections.export'>>();
  const send = async (): Promise<Output<'connections.export'>> => {
    const { current, first: own } = words;
    const saved = await request('connections.export', { sealed: sealed ? { current, own } : null });
    setWords({ current: '', first: '', second: '' });
    return saved;
  };
  const isUnconfirmed = sealed && words.current === '';
  const isWeak = sealed && words.first.length < leastLength;
  const differs = sealed && words.first !== words.second;
  const field = (name: keyof typeof words, label: string, error: string | null): ReactNode => (
    <PasswordField
      label={label}
      name={`export-${name}`}
      kind={name === 'current' ? 'current-password' : 'new-password'}
      value={words[name]}
      error={checked ? error : null}
      onChange={(value) => {
        setWords({ ...words, [name]: value });
        save.reset();
      }}
    />
  );
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!isUnconfirmed && !isWeak && !differs && !save.isPending) save.run(send);
      }}
    >
      <h3 className="form-head">{t('transfer.export')}</h3>
      <p className="dim">{t('transfer.export.what')}</p>
      <Radio.Group value={sealed ? 'sealed' : 'bare'} onChange={(value) => setSealed(value === 'sealed')}>
        <div className="form">
          <Radio value="bare" label={t('transfer.export.bare')} />
          <Radio value="sealed" label={t('transfer.export.sealed')} data-testid="export-sealed" />
        </div>
      </Radio.Group>
      {sealed ? (
        <>
          {field('current', t('security.password.current'), isUnconfirmed ? t('security.password.needed') : null)}
          <div className="form-row">
            {field('first', t('transfer.word'), isWeak ? t('transfer.word.weak') : null)}
            {field('second', t('transfer.word.repeat'), differs ? t('transfer.word.differs') : null)}
          </div>
        </>
      ) : null}
      {save.failure === null ? null : <ErrorNotice error={save.failure} />}
      {save.value === undefined || save.value === null ? null : (
        <p role="status" className="selectable" data-testid="exported">
          {t('transfer.exported', save.value)}
        </p>
      )}
      <div className="form-buttons">
        <Button type="submit" loading={save.isPending} data-testid="export">
          {t('transfer.export')}
        </Button>
      </div>
    </form>
  );
}

function ImportForm(): ReactNode {
  const t = useT();
  const [word, setWord] = useState('');
  const [keepTrust, setKeepTrust] = useState(false);
  const load = useDeed<Output<'connections.import'>>();
  const read = async (): Promise<Output<'connections.import'>> => {
    const added = await request('connections.import', { password: word === '' ? null : word, keepTrust });
    setWord('');
    return added;
  };
  const { value: data } = load;
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!load.isPending) load.run(read);
      }}
    >
      <h3 className="form-head">{t('transfer.import')}</h3>
      <p className="dim">{t('transfer.import.what')}</p>
      <PasswordInput
        label={t('transfer.import.word')}
        name="import-word"
        value={word}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
        onChange={({ currentTarget: { value } }) => {
          setWord(value);
          load.reset();
        }}
      />
      <Checkbox
        label={t('transfer.import.keep')}
        description={t('transfer.import.keep.what')}
        checked={keepTrust}
        data-testid="import-keep"
        onChange={({ currentTarget: { checked } }) => {
          setKeepTrust(checked);
          load.reset();
        }}
      />
      {load.failure === null ? null : <ErrorNotice error={load.failure} />}
      {data === undefined || data === null ? null : (
        <div role="status" data-testid="imported">
          <p>{t('transfer.imported', { count: data.added })}</p>
          {data.skipped.length === 0 ? null : <p>{t('transfer.skipped', { names: data.skipped.join(', ') })}</p>}
          {data.plain.length === 0 ? null : <p>{t('transfer.plain', { names: data.plain.join(', ') })}</p>}
          {data.brought.map(({ name, ways }) => (
            <p key={name}>
              {t(data.waysKept ? 'transfer.ways.kept' : 'transfer.ways.left', {
                ...{ name, ways: ways.map((way) => t(`transfer.way.${way}`)).join(', ') },
              })}
            </p>
          ))}
          {data.bare && data.added > 0 ? <p>{t('transfer.keyless')}</p> : null}
        </div>
      )}
      <div className="form-buttons">
        <Button type="submit" loading={load.isPending} data-testid="import">
          {t('transfer.import.choose')}
        </Button>
      </div>
    </form>
  );
}
