import { z } from 'zod';
import type { Vm } from '../vm.ts';

/**
 * Where the value of a field is chosen from; `own-…` are parts of the VM itself, the others lists of its cloud. Asked
 * for one VM (`within` is its cloud's id): `migration-host`, `host-device`, `local-disk`.
 */
export const choiceKinds = [
  ...(['image', 'iso', 'floppy', 'disk-image', 'snapshot', 'template', 'flavor', 'key-pair', 'usb-device'] as const),
  ...(['disk', 'disk-kind', 'local-disk', 'storage-set', 'repository', 'shared-volume'] as const),
  ...(['compute-set', 'cluster', 'zone', 'host', 'migration-host', 'isolation-group', 'group'] as const),
  ...(['gpu', 'vgpu', 'host-device', 'cpu-model', 'guest-os', 'snapshot-policy', 'schedule', 'terminal'] as const),
  ...(['vpc', 'subnet', 'router', 'network', 'port-group', 'flat-network', 'network-line', 'network-port'] as const),
  ...(['qos-policy', 'infiniband', 'security-group', 'external-address'] as const),
  ...(['tenant', 'project', 'department', 'user'] as const),
  ...(['foreign-system', 'foreign-vm', 'foreign-host', 'foreign-store', 'foreign-datacenter'] as const),
] as const;
export const choiceKindSchema = z.enum(choiceKinds);
export type ChoiceKind = z.infer<typeof choiceKindSchema>;

/** Parts of a VM that a field can name, each with the list of the model that has them. */
export const ownParts = {
  'own-disk': 'disks',
  'own-nic': 'nics',
  'own-snapshot': 'snapshots',
  'own-device': 'devices',
  'own-display': 'displays',
  'own-medium': 'media',
  'own-key-pair': 'keyPairs',
} as const satisfies Readonly<Record<string, keyof Vm>>;
export type OwnChoiceKind = keyof typeof ownParts;

interface Common {
  readonly required?: true;
}

interface TextField extends Common {
  readonly type: 'text';
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
  /** Of several lines. */
  readonly lines?: true;
}

/** The cloud's id of something. Can always be typed; `choose` says where else it can come from. */
interface IdField extends Common {
  readonly type: 'id';
  readonly choose?: ChoiceKind | OwnChoiceKind;
}

interface IntegerField extends Common {
  readonly type: 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly unit?: 'Mbit/s' | 's' | 'min' | 'd';
}

/** A size in bytes, a whole multiple of `step`. */
interface BytesField extends Common {
  readonly type: 'bytes';
  readonly step: number;
  readonly min?: number;
  readonly max?: number;
}

/** Milliseconds since the epoch. */
interface InstantField extends Common {
  readonly type: 'instant';
}

interface FlagField extends Common {
  readonly type: 'flag';
}

interface ChoiceField extends Common {
  readonly type: 'choice';
  readonly of: readonly string[];
}

interface ListField extends Common {
  readonly type: 'list';
  readonly max: number;
  readonly item: TextField | IdField | IntegerField | GroupField;
}

interface GroupField extends Common {
  readonly type: 'group';
  readonly fields: Fields;
}

/** One value that an action asks for, as data: schema, form and command line derive from it. */
export type Field =
  (TextField | IdField | IntegerField | BytesField | InstantField) | (FlagField | ChoiceField | ListField | GroupField);
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F extends { type: 'text' | 'id' }
  ? string
  : F extends { type: 'integer' | 'bytes' | 'instant' }
    ? number
    : F extends { type: 'flag' }
      ? boolean
      : F extends { type: 'choice'; of: readonly (infer V)[] }
        ? V
        : F extends { type: 'list'; item: infer I extends Field }
          ? readonly ValueOf<I>[]
          : F extends { type: 'group'; fields: infer G extends Fields }
            ? Values<G>
            : never;

/** The values of a set of fields. */
export type Values<Fs extends Fields> = {
  readonly [K in keyof Fs as Fs[K] extends { required: true } ? K : never]: ValueOf<Fs[K]>;
} & {
  readonly [K in keyof Fs as Fs[K] extends { required: true } ? never : K]?: ValueOf<Fs[K]> | undefined;
};

const mostIdCharacters = 300;
/** The last that a Date can hold. */
const lastInstant = 8.64e15;

function schemaOf(field: Field): z.ZodType {
  switch (field.type) {
    case 'text': {
      const text = z
        .string()
        .min(field.min ?? 0)
        .max(field.max);
      return field.pattern === undefined ? text : text.regex(field.pattern);
    }
    case 'id':
      return z.string().min(1).max(mostIdCharacters);
    case 'integer':
      return between(z.number().int(), field);
    case 'bytes':
      return between(z.number().int().multipleOf(field.step), { min: field.min ?? field.step, max: field.max });
    case 'instant':
      return z.number().int().positive().max(lastInstant);
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(field.of);
    case 'list':
      return z.array(schemaOf(field.item)).max(field.max);
    case 'group':
      return z.strictObject(shapeOf(field.fields));
  }
}

const between = (number: z.ZodNumber, { min, max }: { min?: number | undefined; max?: number | undefined }) =>
  number.min(min ?? 0).max(max ?? Number.MAX_SAFE_INTEGER);

/** The run-time check of a set of fields. */
export const shapeOf = (fields: Fields): z.core.$ZodShape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = schemaOf(field);
      return [name, field.required === true ? schema : schema.optional()];
    }),
  );
