import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { actionRequestSchema } from '../../../shared/model/action.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { cloudsOf, divide, type ConnectionIndex } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useNow } from '../../ui/now.tsx';
import { suggestSnapshotName } from './snapshot-name.ts';

interface SnapshotDialogProps {
  readonly vms: readonly VmRow[];
  readonly connections: ConnectionIndex;
  readonly onClose: () => void;
  readonly onCreate: (request: ActionRequest, vms: readonly VmRow[]) => void;
}

/** Asks for what a new snapshot needs. Memory is offered only where the cloud can keep it. */
export function SnapshotDialog({ vms, connections, onClose, onCreate }: SnapshotDialogProps): ReactNode {
  const t = useT();
  const now = useNow();
  const { allowed, refused } = divide('snapshot-create', vms, connections);
  const only = allowed.length === 1 ? allowed[0] : undefined;
  const [name, setName] = useState(() => suggestSnapshotName(only?.name ?? '', new Date(now)));
  const [remark, setRemark] = useState('');
  const [memory, setMemory] = useState(false);
  const [checked, setChecked] = useState(false);
  const offersMemory = allowed.every((vm) =>
    connections.get(vm.connectionId)?.capabilities.includes('snapshot-memory'),
  );
  const allRunning = allowed.every((vm) => vm.power.state === 'running');
  const draft = { action: 'snapshot-create', name: name.trim(), remark, memory: memory && offersMemory && allRunning };
  const parsed = actionRequestSchema.safeParse(draft);
  const wrong = new Set(parsed.error?.issues.map((issue) => issue.path[0]));
  return (
    <Dialog title={t('snapshot.title')} onClose={onClose} about={cloudsOf(allowed, connections)}>
      <form
        className="form"
        data-testid="snapshot-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (parsed.success && allowed.length > 0) onCreate(parsed.data, allowed);
        }}
      >
        <p className="dim">
          {only === undefined
            ? t('snapshot.for-many', { count: allowed.length })
            : t('snapshot.for', { name: only.name })}
        </p>
        <TextInput
          label={t('snapshot.name')}
          value={name}
          data-autofocus
          name="name"
          onChange={(event) => setName(event.currentTarget.value)}
          error={(checked || name !== '') && wrong.has('name') ? t('snapshot.name.wrong') : null}
        />
        <Textarea
          label={t('snapshot.remark')}
          value={remark}
          rows={2}
          name="remark"
          onChange={(event) => setRemark(event.currentTarget.value)}
          error={wrong.has('remark') ? t('snapshot.remark.wrong') : null}
        />
        {offersMemory ? (
          <Checkbox
            label={t('snapshot.memory')}
            description={allRunning ? t('snapshot.memory.hint') : t('snapshot.memory.needs-running')}
            checked={memory && allRunning}
            disabled={!allRunning}
            name="memory"
            onChange={(event) => setMemory(event.currentTarget.checked)}
          />
        ) : null}
        {refused.length === 0 ? null : <p className="dim">{t('confirm.refused', { count: refused.length })}</p>}
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" variant="filled" data-testid="snapshot-ok">
            {t('action.snapshot-create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
