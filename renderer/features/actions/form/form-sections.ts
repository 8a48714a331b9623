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

/** Where fields of long forms go, in the order of the form; the names before the bar are in sight at once. */
const places: Readonly<Record<Exclude<Theme, 'advanced'>, readonly [main: string, more: string]>> = {
  basics: [
    'name snapshotId templateId imageId remark',
    'bootSource bootDiskId isoId imageUrl linked firstSnapshot osFamily osDistribution osVersion tags zoneId groupId quantity',
  ],
  size: [
    'computeSetId flavorId cpuCount memoryBytes',
    'cpuSockets cpuLimit hugePageBytes gpuKind gpuModel gpuCount vgpuModel gpuBinding',
  ],
  disks: [
    'bootDiskSetId bootDiskBytes dataDiskSetId dataDiskBytes',
    'bootDiskKind bootDiskBus bootDiskReleased dataDiskId dataDiskMount moreDisks localDiskCount diskCache bootDiskSecret dataDiskSecret',
  ],
  networks: [
    'vpcId subnetId securityGroupId securityGroupIds',
    'moreNics externalAssigned address addressVersion secondAddress mac inboundLimit outboundLimit externalLineId externalVersion externalBandwidth externalAddress externalSecurityGroupId externalMac flatNetworkId flatSecurityGroupId nicModel dns',
  ],
  guest: [
    'password hostname',
    'user consolePassword userData keyPairId keysOnly guestOs imageHasAgent imageHasCloudInit imageHasHotplug',
  ],
  billing: ['billing periods', 'autoRenew'],
  belonging: ['', 'tenantId projectId departmentId userId ownerEmail requestTitle requestReason'],
};

/** Forms with more lines than this get headings. */
const longForm = 14;
/** Optional lines that are shown beside required ones without being folded. */
const fewOptional = 3;

const isRequired = (item: FormItem): boolean => (item.kind === 'field' ? item.field.required === true : item.required);

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
  const required = items.filter(isRequired);
  const optional = items.filter((item) => !isRequired(item));
  const fold = required.length > 0 && optional.length > fewOptional;
  return { theme: null, main: fold ? required : items, more: fold ? optional : [] };
}

/** The sections of a form, empty ones left out. What has no place of its own is advanced, or basic when it is required. */
export function sectionsOf(items: readonly FormItem[]): readonly FormSection[] {
  if (items.length <= longForm) return items.length === 0 ? [] : [shortSection(items)];
  const left = new Map(items.map((item) => [item.name, item]));
  const take = (names: string): FormItem[] =>
    names.split(' ').flatMap((name) => {
      const item = left.get(name);
      left.delete(name);
      return item ?? [];
    });
  const placed = themes
    .filter((theme) => theme !== 'advanced')
    .map((theme) => {
      const [main, more] = places[theme].map(take);
      return { theme, main: main ?? [], more: more ?? [] };
    });
  const others = [...left.values()];
  const folds = items.some(isRequired);
  return [...placed, { theme: 'advanced' as const, main: [], more: [] }]
    .map(({ theme, main, more }): FormSection => {
      const strays = theme === 'basics' ? others.filter(isRequired) : [];
      const rest = theme === 'advanced' ? others.filter((item) => !isRequired(item)) : [];
      const all = [...more, ...rest];
      const shown = (item: FormItem): boolean => !folds || isRequired(item);
      return {
        theme,
        main: [...main, ...strays, ...all.filter(shown)],
        more: all.filter((item) => !shown(item)),
      };
    })
    .filter(({ main, more }) => main.length + more.length > 0);
}
