import { capabilities } from '../../../shared/model/capability.ts';
import { connectionDefaults, type ConnectionView } from '../../../shared/model/connection.ts';
import type { PowerState } from '../../../shared/model/power.ts';
import type { Task } from '../../../shared/model/task.ts';
import type { VmRow } from '../../../shared/model/vm.ts';

export const aConnection = (change: Partial<ConnectionView> = {}): ConnectionView => ({
  id: 'c1',
  settings: {
    name: 'Cloud',
    kind: 'ucloudstack',
    url: 'https://cloud.example/api',
    publicKey: 'public',
    ...connectionDefaults,
  },
  status: 'online',
  error: null,
  vmCount: 1,
  syncedAt: 1,
  capabilities: [...capabilities],
  regions: [],
  fields: {},
  insecure: false,
  ...change,
});

export const aRow = (name: string, state: PowerState, change: Partial<VmRow> = {}): VmRow => ({
  id: `c1/${name}`,
  connectionId: 'c1',
  region: 'r1',
  name,
  power: { state, raw: state, since: 0, progress: null },
  os: { family: 'linux', name: '' },
  cpuPercent: null,
  memoryPercent: null,
  host: '',
  tags: [],
  consoles: ['vnc', 'spice'],
  syncedAt: 0,
  address: '',
  snapshotCount: 0,
  busy: false,
  ...change,
});

export const aTask = (change: Partial<Task> = {}): Task => ({
  id: 't1',
  request: { action: 'start' },
  vmId: 'c1/web',
  vmName: 'web',
  connectionId: 'c1',
  region: 'region-a',
  jobId: null,
  madeId: null,
  repeatable: true,
  state: 'running',
  observed: null,
  progress: null,
  queuedAt: 0,
  startedAt: 0,
  endedAt: null,
  error: null,
  ...change,
});
