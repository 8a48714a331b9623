import { Button, Loader, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { useForeignVms } from '../../api/asks.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ForeignTable } from './foreign-table.tsx';

interface ForeignVmsProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

const names = ['system', 'datacenter', 'cluster'] as const;
type Place = Readonly<Record<(typeof names)[number], string>>;
const nowhere: Place = { system: '', datacenter: '', cluster: '' };

/** VMs of another system that is attached to a cloud: where to look is typed, since no call lists the places. */
export function ForeignVms({ connection, onClose }: ForeignVmsProps): ReactNode {
  const t = useT();
  const [place, setPlace] = useState(nowhere);
  const [checked, setChecked] = useState(false);
  const [about, setAbout] = useState<Input<'ask.foreign-vms'> | null>(null);
  const { data: vms, error, isFetching, refetch } = useForeignVms(about);
  const missing = (name: (typeof names)[number]): boolean => checked && name !== 'cluster' && place[name].trim() === '';
  const list = (): void => {
    setChecked(true);
    const [system, datacenter, cluster] = names.map((name) => place[name].trim());
    if (!system || !datacenter) return;
    const next = { connectionId: connection.id, system, datacenter, ...(cluster ? { cluster } : {}) };
    if (JSON.stringify(next) === JSON.stringify(about)) void refetch();
    else setAbout(next);
  };
  return (
    <Dialog
      title={t('foreign.title', { name: connection.settings.name })}
      onClose={onClose}
      size={760}
      about={[connection]}
    >
      <form
        className="form"
        data-testid="foreign-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          list();
        }}
      >
        <p className="dim">{t('foreign.what')}</p>
        <div className="foreign-place">
          {names.map((name) => (
            <TextInput
              key={name}
              label={t(`foreign.${name}`)}
              name={name}
              value={place[name]}
              withAsterisk={name !== 'cluster'}
              autoComplete="off"
              spellCheck={false}
              error={missing(name) ? t('refusal.missing') : null}
              {...(name === 'system' ? { 'data-autofocus': true } : {})}
              {...(name === 'cluster' ? { placeholder: t('foreign.cluster.hint') } : {})}
              onChange={(event) => setPlace({ ...place, [name]: event.currentTarget.value })}
            />
          ))}
          <Button type="submit" variant="filled" loading={isFetching} data-testid="foreign-list">
            {t('foreign.list')}
          </Button>
        </div>
      </form>
      <div className="foreign-answer" aria-live="polite">
        {error !== null ? (
          <ErrorNotice error={asErrorData(error)} />
        ) : vms !== undefined && about !== null ? (
          <ForeignTable vms={vms} about={about} />
        ) : isFetching ? (
          <Loader size={16} />
        ) : null}
      </div>
    </Dialog>
  );
}
