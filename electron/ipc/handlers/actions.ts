import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Provider, Secrets } from '../../providers/provider.ts';
import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type Channels =
  | 'actions.run'
  | 'actions.create'
  | 'ask.choices'
  | 'ask.price'
  | 'ask.premium'
  | 'ask.clones'
  | 'ask.foreign-vms'
  | 'ask.foreign-stores'
  | 'foreign.open-console';

const sealed = (values: ParsedInput<'actions.run'>['secrets']): Secrets =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Secret(value)]));

interface Needs extends Pick<Services, 'openLink'> {
  readonly connections: { provider(id: string): Pick<Provider, 'ask'>; name(id: string): string };
  readonly tasks: Pick<Services['tasks'], 'run' | 'create'>;
  readonly audit: Pick<Services['audit'], 'watch'>;
}

/** What can be done, and what has to be asked of a cloud before. */
export const actionHandlers = ({ connections, tasks, audit, openLink }: Needs): Pick<Handlers, Channels> => ({
  'actions.run': ({ vmIds, request, secrets }) => tasks.run(vmIds, request, sealed(secrets)),
  'actions.create': ({ connectionId, region, request, secrets }) =>
    tasks.create(connectionId, region, request, sealed(secrets)),
  'ask.choices': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('choices', about, signal),
  'ask.price': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('price', about, signal),
  'ask.premium': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('premium', about, signal),
  'ask.clones': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('clones', about, signal),
  'ask.foreign-vms': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('foreign-vms', about, signal),
  'ask.foreign-stores': ({ connectionId, ...about }, { signal }) =>
    connections.provider(connectionId).ask('foreign-stores', about, signal),
  'foreign.open-console': async ({ connectionId, ...about }, { signal }) => {
    const { vmId, vmName, ...parameters } = about;
    const deed = {
      ...{ action: 'console.open', begins: true, parameters, vm: { id: vmId, name: vmName } },
      connection: { id: connectionId, name: connections.name(connectionId) },
    };
    await audit.watch(deed, async () => {
      const { link } = await connections.provider(connectionId).ask('foreign-console', about, signal);
      await openLink(link);
    });
    return null;
  },
});
