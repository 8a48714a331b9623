import type { ProviderKind } from '../../shared/model/provider-kind.ts';
import type { Provider, ProviderContext } from './provider.ts';
import { createUCloudStackProvider } from './ucloudstack/index.ts';
import { createUCloudStackV2Provider } from './ucloudstack-v2/index.ts';

const factories: Readonly<Record<ProviderKind, (context: ProviderContext) => Provider>> = {
  ucloudstack: createUCloudStackProvider,
  'ucloudstack-v2': createUCloudStackV2Provider,
};

/** The provider of a connection, by the kind in its settings. Nothing is sent before the first call. */
export const createProvider = (context: ProviderContext): Provider => factories[context.settings.kind](context);
