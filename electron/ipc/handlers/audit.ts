import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

export const auditHandlers = ({
  audit,
  chooseFile,
}: Services): Pick<Handlers, 'audit.query' | 'audit.status' | 'audit.verify' | 'audit.export'> => ({
  'audit.query': (query, { signal }) => audit.query(query, signal),
  'audit.status': () => audit.status(),
  'audit.verify': (_, { signal }) => audit.verify(signal),
  'audit.export': async ({ filter, format }, { sender, signal }) => {
    const path = await chooseFile(sender.key, `vmdeck-audit.${format}`);
    return path === null ? null : { path, count: await audit.export(filter, format, path, signal) };
  },
});
