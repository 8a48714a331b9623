import { z } from 'zod';

/** The private-cloud VM systems that VMDeck speaks to. Compared nowhere but here and in their own provider folders. */
export const providerKinds = ['ucloudstack', 'ucloudstack-v2'] as const;
export const providerKindSchema = z.enum(providerKinds);
export type ProviderKind = z.infer<typeof providerKindSchema>;

/** What the vendors call their systems, in every language. */
export const providerNames: Readonly<Record<ProviderKind, string>> = {
  ucloudstack: 'UCloudStack',
  'ucloudstack-v2': 'UCloudStack v2',
};
