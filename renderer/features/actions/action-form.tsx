import { useMemo, type ReactNode } from 'react';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import { isMessageKey } from '../../../shared/i18n/translate.ts';
import type { Vm, VmRow } from '../../../shared/model/vm.ts';
import { useChoiceNames } from '../../api/asks.ts';
import { useVm } from '../../api/queries.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { cloudsOf, divide, verbFor, type ConnectionIndex } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Consequence } from './consequence.tsx';
import { warningOf } from './confirm-words.ts';
import type { SecretTexts } from './form/form-faults.ts';
import { FormFrame } from './form/form-frame.tsx';
import type { Place } from './form/form-scope.ts';
import { itemsOf, type FormItem } from './form/form-sections.ts';
import type { Draft } from './form/form-state.ts';
import { prefill } from './form/prefill.ts';
import { PremiumLine } from './form/price-line.tsx';
import { premiumQuestion } from './form/price-question.ts';
import { useForm, type SendEnd } from './form/use-form.ts';

/** Sends a request, after a question where it is a hard one. */
export type SendForm = (
  request: ActionRequest,
  secrets: SecretTexts,
  vms: readonly VmRow[],
  /** What the object of the request is called, as far as the form knows. */
  objectName: string | null,
) => Promise<SendEnd>;

interface ActionFormProps {
  readonly action: VmAction;
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  /** What the caller has chosen already. */
  readonly preset: Draft;
  /** Out of sight while it is asked whether it is meant. */
  readonly hidden: boolean;
  readonly onClose: () => void;
  readonly onSend: SendForm;
}

/** Forms of so many lines are given two columns, and those that have lists of several parts. */
const wideFrom = 5;

function isWide(items: readonly FormItem[]): boolean {
  const hasParts = items.some(
    (item) => item.kind === 'field' && item.field.type === 'list' && item.field.item.type === 'group',
  );
  return hasParts || items.length >= wideFrom;
}

/** Asks for what an action needs besides the VMs. */
export function ActionForm(props: ActionFormProps): ReactNode {
  const { action, vms, connections, hidden, onClose } = props;
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
      hidden={hidden}
      holds
      size={isWide(itemsOf(verbFor(action, cloudsOf(allowed, connections)))) ? 680 : 460}
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
  // What one region lists means nothing to a VM of another.
  const onePlace = allowed.every((row) => row.connectionId === vm.connectionId && row.region === vm.region);
  const place: Place | null = connection !== undefined && onePlace ? { connection, region: vm.region } : null;
  const choiceName = useChoiceNames();
  const control = useForm({
    ...{ action, verb },
    start: prefill(action, verb.fields, only ? vm : null, preset),
    onSend: ({ values, secrets }) => {
      const { imageId } = values;
      const objectName = typeof imageId === 'string' ? choiceName(imageId) : null;
      return onSend({ action, ...values } as ActionRequest, secrets, allowed, objectName);
    },
  });
  const premium = action === 'resize' && only && place !== null ? premiumQuestion(place, vm, control.draft) : null;
  const warning = warningOf(t, action, allowed.length);
  const name = t(`action.${action}`);
  const submitKey = `submit.${action}`;
  return (
    <FormFrame
      {...{ action, place, control, onClose }}
      vm={only ? vm : null}
      danger={warning !== null}
      submitLabel={
        warning !== null ? t('action.asks', { action: name }) : isMessageKey(submitKey) ? t.loose(submitKey, {}) : name
      }
      head={
        <>
          {only && vms.length === 1 ? null : <ForMany vms={vms} allowed={allowed} />}
          {warning === null ? null : <Consequence hard>{warning}</Consequence>}
        </>
      }
      foot={action === 'resize' ? <PremiumLine about={premium} /> : null}
    />
  );
}

function ForMany({ vms, allowed }: Pick<FilledProps, 'vms' | 'allowed'>): ReactNode {
  const t = useT();
  const left = vms.length - allowed.length;
  return (
    <p className="dim">
      {t('form.for-many', { count: allowed.length })}
      {left > 0 ? ` · ${t('confirm.refused', { count: left })}` : ''}
    </p>
  );
}
