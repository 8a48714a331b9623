import { NativeSelect } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { RegionRequest } from '../../../shared/model/verbs/index.ts';
import { useT } from '../../i18n/language.tsx';
import { verbFor } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import type { SecretTexts } from './form/form-faults.ts';
import { FormFrame } from './form/form-frame.tsx';
import type { Place } from './form/form-scope.ts';
import { prefill } from './form/prefill.ts';
import { PriceLine } from './form/price-line.tsx';
import { priceQuestion } from './form/price-question.ts';
import { useForm, type SendEnd } from './form/use-form.ts';

export type SendCreate = (place: Place, request: RegionRequest, secrets: SecretTexts) => Promise<SendEnd>;

interface CreateFormProps {
  /** Those that can make VMs now; at least one. */
  readonly connections: readonly [ConnectionView, ...ConnectionView[]];
  readonly first: string | null;
  readonly onClose: () => void;
  readonly onSend: SendCreate;
}

/** Asks where a new VM goes and what it is made of. */
export function CreateForm({ connections, first, onClose, onSend }: CreateFormProps): ReactNode {
  const t = useT();
  const [connectionId, setConnectionId] = useState(first ?? connections[0].id);
  const [wanted, setRegion] = useState('');
  const connection = connections.find((one) => one.id === connectionId) ?? connections[0];
  const region = connection.regions.find((one) => one.id === wanted)?.id ?? connection.regions[0]?.id ?? '';
  const head = (
    <div className="form-grid">
      <NativeSelect
        label={t('create.connection')}
        name="connection"
        value={connection.id}
        data={connections.map(({ id, settings }) => ({ value: id, label: settings.name }))}
        onChange={(event) => setConnectionId(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('create.region')}
        name="region"
        value={region}
        data={connection.regions.map(({ id, name }) => ({ value: id, label: name === '' ? id : name }))}
        onChange={(event) => setRegion(event.currentTarget.value)}
      />
    </div>
  );
  return (
    <Dialog title={t('create.title')} onClose={onClose} size={680} about={[connection]} holds>
      {/* What was chosen in one place means nothing in another. */}
      <Filled
        key={`${connection.id} ${region}`}
        place={{ connection, region }}
        head={head}
        onClose={onClose}
        onSend={onSend}
      />
    </Dialog>
  );
}

interface FilledProps extends Pick<CreateFormProps, 'onClose' | 'onSend'> {
  readonly place: Place;
  readonly head: ReactNode;
}

function Filled({ place, head, onClose, onSend }: FilledProps): ReactNode {
  const t = useT();
  const { connection } = place;
  const verb = useMemo(() => verbFor('create', [connection]), [connection]);
  const control = useForm({
    ...{ action: 'create', verb },
    start: prefill('create', verb.fields, null, {}),
    onSend: ({ values, secrets }) => onSend(place, { action: 'create', ...values } as RegionRequest, secrets),
  });
  return (
    <FormFrame
      {...{ place, control, onClose, head }}
      action="create"
      vm={null}
      submitLabel={t('action.create')}
      foot={<PriceLine about={priceQuestion(place, control.draft)} />}
    />
  );
}
