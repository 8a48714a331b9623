import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

export const connectionHandlers = ({
  connections,
}: Services): Pick<
  Handlers,
  | 'connections.list'
  | 'connections.test'
  | 'connections.certificates'
  | 'connections.trust'
  | 'connections.add'
  | 'connections.update'
  | 'connections.remove'
  | 'connections.sync'
> => ({
  'connections.list': () => [...connections.list()],
  'connections.test': ({ id, draft }, { signal }) => connections.test(id, draft, signal),
  'connections.certificates': ({ id, draft }, { signal }) => connections.certificates(id, draft, signal),
  'connections.trust': ({ id, sha256 }, { signal }) => connections.trust(id, sha256, signal),
  'connections.add': (draft) => connections.add(draft),
  'connections.update': ({ id, draft }) => connections.update(id, draft),
  'connections.remove': async ({ id }) => {
    await connections.remove(id);
    return null;
  },
  'connections.sync': ({ id }) => {
    connections.sync(id);
    return null;
  },
});
