import { AppError } from '../../../shared/errors/app-error.ts';
import { addressFaults, type ConnectionDraft } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

/** The contract takes what is kept as it is; of what a page changes it is asked here. */
function refuseAddresses(connections: Services['connections'], id: string | null, draft: ConnectionDraft | null): void {
  const kept = connections.list().find((view) => view.id === id)?.settings ?? null;
  const [field] = draft === null ? [] : addressFaults(draft, kept);
  if (field !== undefined) throw new AppError('ipc.invalid-input', { field: `draft.${field}` });
}

export const connectionHandlers = ({
  connections,
  transfer,
  tellExamination,
  chooseFile,
  chooseExisting,
}: Pick<Services, 'connections' | 'transfer' | 'tellExamination' | 'chooseFile' | 'chooseExisting'>): Pick<
  Handlers,
  | 'connections.list'
  | 'connections.test'
  | 'connections.certificates'
  | 'connections.trust'
  | 'connections.host-key'
  | 'connections.trust-host-key'
  | 'connections.examine'
  | 'connections.add'
  | 'connections.reorder'
  | 'connections.export'
  | 'connections.import'
  | 'connections.update'
  | 'connections.remove'
  | 'connections.sync'
> => ({
  'connections.list': () => [...connections.list()],
  'connections.test': async ({ id, draft }, { signal }) => {
    refuseAddresses(connections, id, draft);
    return connections.test(id, draft, signal, 'seen');
  },
  'connections.certificates': async ({ id, draft }, { signal }) => {
    refuseAddresses(connections, id, draft);
    return connections.certificates(id, draft, signal);
  },
  'connections.trust': ({ id, sha256 }, { signal }) => connections.trust(id, sha256, signal),
  'connections.host-key': async ({ id, draft }, { signal }) => {
    refuseAddresses(connections, id, draft);
    return connections.hostKey(id, draft, signal);
  },
  'connections.trust-host-key': ({ id, key }, { signal }) => connections.trustHostKey(id, key, signal),
  'connections.examine': ({ id, run }, { sender, signal }) =>
    connections.examine(id, (progress) => tellExamination(sender.key, { run, ...progress }), signal),
  'connections.add': ({ draft, keyOf }) => connections.add(draft, keyOf, 'seen'),
  'connections.reorder': async ({ ids }) => {
    await connections.reorder(ids);
    return null;
  },
  'connections.export': async ({ sealed }, { sender, signal }) => {
    const path = await chooseFile(sender.key, 'vmdeck-connections.json');
    if (path === null) return null;
    const count =
      sealed === null
        ? transfer.exportTo(path, null, signal)
        : transfer.exportSecrets(path, new Secret(sealed.current), new Secret(sealed.own), signal);
    return { path, count: await count };
  },
  'connections.import': async ({ password, keepTrust }, { sender, signal }) => {
    const path = await chooseExisting(sender.key, { name: 'VMDeck', extension: 'json' });
    if (path === null) return null;
    return transfer.importFrom(path, password === null ? null : new Secret(password), keepTrust, signal);
  },
  'connections.update': async ({ id, draft }) => {
    refuseAddresses(connections, id, draft);
    return connections.update(id, draft, 'seen');
  },
  'connections.remove': async ({ id }) => {
    await connections.remove(id);
    return null;
  },
  'connections.sync': ({ id }) => {
    connections.sync(id);
    return null;
  },
});
