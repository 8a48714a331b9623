import {
  connectionColors,
  connectionDefaults,
  connectionDraftSchema,
  type ConnectionDraft,
  type ConnectionView,
} from '../../../shared/model/connection.ts';
import { providerKinds, type ProviderKind } from '../../../shared/model/provider-kind.ts';

/** The form as it is typed: everything is text. */
export interface DraftText {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly companyIds: string;
  readonly projectIds: string;
  readonly regions: string;
  readonly color: (typeof connectionColors)[number];
}

export type DraftField = keyof DraftText;

/** What the form begins with: the connection that is edited, or an empty one in the next colour. */
export function draftText(connection: ConnectionView | null, existing: number): DraftText {
  if (connection === null) {
    const color = connectionColors[existing % connectionColors.length] ?? connectionColors[0];
    const [kind] = providerKinds;
    return {
      ...{ name: '', kind, url: 'https://', publicKey: '', privateKey: '', color },
      ...{ companyIds: '', projectIds: '', regions: '' },
    };
  }
  const { name, kind, url, publicKey, companyIds, projectIds, regions, color } = connection.settings;
  return {
    ...{ name, kind, url, publicKey, color, privateKey: '' },
    companyIds: companyIds.join(', '),
    projectIds: projectIds.join(', '),
    regions: regions.join(', '),
  };
}

const listOf = (text: string): string[] =>
  text
    .split(/[,，\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The form as main takes it, or the fields that are wrong. A key left empty while editing keeps the stored one. */
export function readDraft(
  text: DraftText,
  connection: ConnectionView | null,
): { readonly draft: ConnectionDraft } | { readonly wrong: ReadonlySet<DraftField> } {
  const parsed = connectionDraftSchema.safeParse({
    ...(connection?.settings ?? connectionDefaults),
    secrets: {},
    name: text.name,
    kind: text.kind,
    url: text.url.trim(),
    publicKey: text.publicKey,
    privateKey: text.privateKey === '' && connection !== null ? null : text.privateKey,
    companyIds: listOf(text.companyIds).map(Number),
    projectIds: listOf(text.projectIds),
    regions: listOf(text.regions),
    color: text.color,
  });
  if (parsed.success) return { draft: parsed.data };
  return { wrong: new Set(parsed.error.issues.map((issue) => issue.path[0] as DraftField)) };
}

export const isPlainHttp = (url: string): boolean => /^http:\/\//i.test(url.trim());
