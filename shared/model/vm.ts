import { z } from 'zod';
import { powerStateSchema } from './power.ts';
import { particularsShape } from './vm-particulars.ts';

/** Milliseconds since the epoch. */
const instant = z.number().int();
const bytes = z.number().nonnegative();
const percent = z.number().min(0).max(100);

export const consoleKindSchema = z.enum(['vnc', 'spice']);
export type ConsoleKind = z.infer<typeof consoleKindSchema>;

export const powerSchema = z.strictObject({
  state: powerStateSchema,
  /** The cloud's own word for the state. */
  raw: z.string(),
  /** When this client first saw the state. */
  since: instant,
  /** 0–100 while the cloud reports progress of a transitional state. */
  progress: percent.nullable(),
});

export const snapshotSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  remark: z.string(),
  /** `other` is a state of the snapshot that the documents do not name; `raw` has the cloud's word. */
  state: z.enum(['ready', 'busy', 'error', 'other']),
  raw: z.string(),
  createdAt: instant.nullable(),
  sizeBytes: bytes.nullable(),
  withMemory: z.boolean(),
  withDisk: z.boolean(),
  current: z.boolean(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const nicSchema = z.strictObject({
  /** The cloud's id of the address. */
  id: z.string(),
  address: z.string(),
  version: z.enum(['4', '6', 'unknown']),
  mac: z.string(),
  /** The cloud's word for the kind of network, e.g. LAN, WAN, Flat. */
  network: z.string(),
  name: z.string(),
  /** Whether the VM goes out by it; null where the cloud does not tell. */
  gateway: z.boolean().nullable(),
  securityGroup: z.string(),
});

export const diskSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  device: z.string(),
  sizeBytes: bytes.nullable(),
  boot: z.boolean(),
});

/** One VM, of whatever cloud. Fields that the cloud does not give are null or empty, never invented. */
export const vmSchema = z.strictObject({
  /** Row id over all connections: `<connection id>/<cloud's VM id>`. */
  id: z.string(),
  connectionId: z.string(),
  cloudId: z.string(),
  region: z.string(),
  /** The cloud's id of the tenant that it belongs to; empty where there are none. */
  tenantId: z.string(),
  name: z.string(),
  remark: z.string(),
  power: powerSchema,
  os: z.strictObject({ family: z.enum(['linux', 'windows', 'other', 'unknown']), name: z.string() }),
  cpuCount: z.number().int().nullable(),
  memoryBytes: bytes.nullable(),
  cpuPercent: percent.nullable(),
  memoryPercent: percent.nullable(),
  diskPercent: percent.nullable(),
  nics: z.array(nicSchema),
  disks: z.array(diskSchema),
  host: z.string(),
  cluster: z.string(),
  project: z.string(),
  projectId: z.string(),
  tenant: z.string(),
  owner: z.string(),
  /** Folders, resource groups or isolation groups that it is in. */
  groups: z.array(z.string()),
  hostname: z.string(),
  image: z.string(),
  /** The cloud's id of what its system was installed from; empty where the cloud does not tell. */
  imageId: z.string(),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  agent: z.enum(['running', 'enabled', 'off', 'unknown']),
  createdAt: instant.nullable(),
  updatedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  /** When it was put into the recycle bin, where a cloud has one. */
  recycledAt: instant.nullable(),
  consoles: z.array(consoleKindSchema),
  usbIds: z.array(z.string()),
  snapshots: z.array(snapshotSchema),
  pendingChanges: z.array(z.strictObject({ field: z.string(), needsRestart: z.boolean() })),
  ...particularsShape,
  /** The cloud's words about a failure of this VM. */
  problem: z.string(),
  /** Fields that the cloud's answer lacked or that had another type than documented. */
  warnings: z.array(z.string()),
  /**
   * What the cloud tells and its document does not name: texts as they are, anything else as JSON, each on one line
   * and bounded; without secrets.
   */
  undocumented: z.array(z.strictObject({ field: z.string(), value: z.string() })),
  /** When this client last read the VM. */
  syncedAt: instant,
});
export type Vm = z.infer<typeof vmSchema>;

/** What a provider needs to name one of its VMs to its cloud. */
export const vmRefSchema = vmSchema.pick({ region: true, cloudId: true, tenantId: true });
export type VmRef = z.infer<typeof vmRefSchema>;

export const vmId = (connectionId: string, cloudId: string): string => `${connectionId}/${cloudId}`;

/** What a VM is called wherever it is shown or named to somebody: its cloud's id where it has no name. */
export const shownName = ({ name, cloudId }: Pick<Vm, 'name' | 'cloudId'>): string =>
  name.trim() === '' ? cloudId : name;

/** What the table shows of a VM; its name is what it is called. */
export const vmRowSchema = vmSchema
  .pick({
    id: true,
    connectionId: true,
    region: true,
    name: true,
    power: true,
    os: true,
    cpuPercent: true,
    memoryPercent: true,
    host: true,
    tags: true,
    consoles: true,
    syncedAt: true,
  })
  .extend({
    address: z.string(),
    snapshotCount: z.number().int().nonnegative(),
    /** A task of ours is changing this VM. */
    busy: z.boolean(),
  });
export type VmRow = z.infer<typeof vmRowSchema>;
