import type { Field, Fields } from '../../../../shared/model/verbs/field.ts';
import { secretNames, type SecretName, type Verb } from '../../../../shared/model/verbs/verb.ts';

export const themes = [
  ...(['basics', 'size', 'disks', 'networks', 'guest', 'billing', 'belonging', 'advanced'] as const),
] as const;
export type Theme = (typeof themes)[number];

/** One line of a form: a field of the request, or a secret that travels beside it. */
export type FormItem =
  | { readonly kind: 'field'; readonly name: string; readonly field: Field }
  | { readonly kind: 'secret'; readonly name: SecretName; readonly required: boolean };

export interface FormSection {
  /** `null` in a form that is short enough for no headings. */
  readonly theme: Theme | null;
  readonly main: readonly FormItem[];
  /** Seldom needed: folded away. */
  readonly more: readonly FormItem[];
}

/** Where fields of long forms go, in the order of the form. Those with a `+` are in sight though they are optional. */
const places: Readonly<Record<Exclude<Theme, 'advanced'>, string>> = {
  basics:
    '+name +bootSource +snapshotId +templateId +imageId bootDiskId isoId imageUrl osFamily osDistribution osVersion +remark linked firstSnapshot tags zoneId groupId quantity',
  size: '+computeSetId +flavorId +cpuCount +memoryBytes cpuSockets cpuLimit hugePageBytes gpuKind gpuModel gpuCount vgpuModel gpuBinding',
  disks:
    '+bootDiskSetId +bootDiskBytes +dataDiskSetId +dataDiskBytes bootDiskKind bootDiskBus bootDiskSecret dataDiskId dataDiskSecret moreDisks localDiskCount diskCache bootDiskReleased dataDiskMount',
  networks:
    '+vpcId +subnetId +securityGroupId +securityGroupIds externalLineId address addressVersion secondAddress mac inboundLimit outboundLimit externalVersion externalBandwidth externalAddress externalSecurityGroupId externalMac flatNetworkId flatSecurityGroupId nicModel dns moreNics externalAssigned',
  guest:
    '+password +hostname user consolePassword keyPairId guestOs userData keysOnly imageHasAgent imageHasCloudInit imageHasHotplug',
  billing: '+billing +periods autoRenew',
  belonging: 'tenantId projectId departmentId userId ownerEmail requestTitle requestReason',
};

/** What stands in the second row of a short form, because few clouds or cases need it. */
const seldom: ReadonlySet<string> = new Set(
  'billing periods requestTitle requestReason userData gpuKind gpuModel gpuCount vgpuModel'.split(' '),
);

/** Forms with more lines than this get headings. */
const longForm = 14;
/** Optional lines that are shown beside required ones without being folded. */
const fewOptional = 3;

const isRequired = (item: FormItem): boolean => (item.kind === 'field' ? item.field.required === true : item.required);

/** Needed only once a kind of graphics was chosen: they stay beside that choice. */
const besideGraphics: ReadonlySet<string> = new Set(['gpuModel', 'gpuCount', 'vgpuModel']);

const mustBeInSight = (item: FormItem): boolean => isRequired(item) && !besideGraphics.has(item.name);

/** Everything that an action asks for, fields first. `without` names fields whose value is known already. */
export function itemsOf(verb: Pick<Verb, 'fields' | 'secrets'>, without: readonly string[] = []): readonly FormItem[] {
  const fields: Fields = verb.fields;
  const secrets = verb.secrets ?? {};
  return [
    ...Object.entries(fields)
      .filter(([name]) => !without.includes(name))
      .map(([name, field]) => ({ kind: 'field', name, field }) as const),
    ...secretNames
      .filter((name) => secrets[name] !== undefined)
      .map((name) => ({ kind: 'secret', name, required: secrets[name] === 'required' }) as const),
  ];
}

function shortSection(items: readonly FormItem[]): FormSection {
  const optional = items.filter((item) => !isRequired(item));
  if (optional.length === items.length) return { theme: null, main: items, more: [] };
  const folds = (item: FormItem): boolean =>
    !mustBeInSight(item) && (optional.length > fewOptional || seldom.has(item.name));
  return { theme: null, main: items.filter((item) => !folds(item)), more: items.filter(folds) };
}

/** The sections of a form, empty ones left out. What has no place of its own is advanced, or basic when it is required. */
export function sectionsOf(items: readonly FormItem[]): readonly FormSection[] {
  if (items.length <= longForm) return items.length === 0 ? [] : [shortSection(items)];
  const left = new Map(items.map((item) => [item.name, item]));
  const folds = items.some(isRequired);
  const inSight = new Set<FormItem>(folds ? items.filter(mustBeInSight) : items);
  const placed = themes
    .filter((theme) => theme !== 'advanced')
    .map((theme) => ({
      theme,
      all: places[theme].split(' ').flatMap((place) => {
        const name = place.replace('+', '');
        const item = left.get(name);
        left.delete(name);
        if (item !== undefined && place !== name) inSight.add(item);
        return item ?? [];
      }),
    }));
  const others = [...left.values()];
  const strays = others.filter((item) => inSight.has(item));
  const rest = others.filter((item) => !inSight.has(item));
  return [
    ...placed.map(({ theme, all }) => ({ theme, all: theme === 'basics' ? [...all, ...strays] : all })),
    { theme: 'advanced' as const, all: rest },
  ]
    .map(({ theme, all }): FormSection => ({
      theme,
      main: all.filter((item) => inSight.has(item)),
      more: all.filter((item) => !inSight.has(item)),
    }))
    .filter(({ main, more }) => main.length + more.length > 0);
}
