import { useMemo, type ReactNode } from 'react';
import type { ErrorData } from '../../../shared/errors/app-error.ts';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import type { Vm, VmRow } from '../../../shared/model/vm.ts';
import { useChoiceNames } from '../../api/asks.ts';
import { useVm } from '../../api/queries.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { cloudsOf, divide, verbFor, type ConnectionIndex } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { SecretTexts } from './form/form-body.tsx';
import { FormFrame } from './form/form-frame.tsx';
import type { Place } from './form/form-scope.ts';
import { itemsOf } from './form/form-sections.ts';
import type { Draft } from './form/form-state.ts';
import { prefill } from './form/prefill.ts';
import { PremiumLine } from './form/price-line.tsx';
import { premiumQuestion } from './form/price-question.ts';
import { useForm } from './form/use-form.ts';

/** Sends a request; answers why it cannot be done, or `null` when it has begun. */
export type SendForm = (
  request: ActionRequest,
  secrets: SecretTexts,
  vms: readonly VmRow[],
  /** What the object of the request is called, as far as the form knows. */
  objectName: string | null,
) => Promise<ErrorData | null>;

interface ActionFormProps {
  readonly action: VmAction;
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  /** What the caller has chosen already. */
  readonly preset: Draft;
  readonly onClose: () => void;
  readonly onSend: SendForm;
}

/** Forms of more lines than this are given two columns. */
const wideFrom = 5;

/** Asks for what an action needs besides the VMs. */
export function ActionForm(props: ActionFormProps): ReactNode {
  const { action, vms, connections, onClose } = props;
  const t = useT();
  const { allowed } = divide(action, vms, connections);
  const [first] = allowed;
  const { data: vm, error } = useVm(first?.id ?? null);
  const only = allowed.length === 1 ? first : undefined;
  const name = t(`action.${action}`);
  return (
    <Dialog
      title={only === undefined ? name : t('form.title', { action: name, name: only.name })}
      onClose={onClose}
      about={cloudsOf(allowed, connections)}
      size={itemsOf(verbFor(action, cloudsOf(allowed, connections))).length < wideFrom ? 460 : 680}
    >
      {error === null ? null : <ErrorNotice error={asErrorData(error)} />}
      {vm === undefined ? null : <Filled key={vm.id} {...props} allowed={allowed} vm={vm} />}
    </Dialog>
  );
}

interface FilledProps extends ActionFormProps {
  readonly allowed: readonly VmRow[];
  /** The first of them; the form begins with what is known of it when it is the only one. */
  readonly vm: Vm;
}

function Filled({ action, vms, allowed, connections, preset, vm, onClose, onSend }: FilledProps): ReactNode {
  const t = useT();
  const only = allowed.length === 1;
  const connection = connections.get(vm.connectionId);
  const verb = useMemo(() => verbFor(action, cloudsOf(allowed, connections)), [action, allowed, connections]);
  const oneCloud = allowed.every((row) => row.connectionId === vm.connectionId);
  const place: Place | null = connection !== undefined && oneCloud ? { connection, region: vm.region } : null;
  const items = useMemo(() => itemsOf(verb), [verb]);
  const choiceName = useChoiceNames();
  const control = useForm({
    fields: verb.fields,
    items,
    start: prefill(action, verb.fields, only ? vm : null, preset),
    onSend: ({ values, secrets }) => {
      const { imageId } = values;
      const objectName = typeof imageId === 'string' ? choiceName(imageId) : null;
      return onSend({ action, ...values } as ActionRequest, secrets, allowed, objectName);
    },
  });
  const premium = action === 'resize' && only && place !== null ? premiumQuestion(place, vm, control.draft) : null;
  return (
    <FormFrame
      {...{ action, place, items, control, onClose }}
      vm={only ? vm : null}
      submitLabel={t(`action.${action}`)}
      head={
        only && vms.length === 1 ? null : (
          <p className="dim">
            {t('form.for-many', { count: allowed.length })}
            {vms.length > allowed.length ? ` · ${t('confirm.refused', { count: vms.length - allowed.length })}` : ''}
          </p>
        )
      }
      foot={action === 'resize' ? <PremiumLine about={premium} /> : null}
    />
  );
}
