import { systemClock } from '../../../../../electron/services/system-clock.ts';
import type { Provider, ProviderLogEntry } from '../../../../../electron/providers/provider.ts';
import { createProvider } from '../../../../../electron/providers/registry.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../../shared/model/connection.ts';
import { Secret } from '../../../../../shared/util/secret.ts';
import { Servers } from '../http/servers.ts';

export const privateKey = 'planted-private-key';
export const publicKey = 'planted-public-key';

export interface Cloud {
  readonly provider: Provider;
  readonly requests: readonly URLSearchParams[];
  readonly log: readonly ProviderLogEntry[];
}

/** Clouds that answer every call as they are told, each with a provider in front. */
export class ScriptedClouds {
  readonly #servers = new Servers();
  readonly #providers: Provider[] = [];

  async answering(
    answer: (request: URLSearchParams) => unknown,
    settings: Partial<ConnectionSettings> = {},
    secret: () => Promise<Secret> = () => Promise.resolve(new Secret(privateKey)),
  ): Promise<Cloud> {
    const requests: URLSearchParams[] = [];
    const log: ProviderLogEntry[] = [];
    const url = await this.#servers.http((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
          requests.push(parameters);
          response.end(JSON.stringify(answer(parameters)));
        });
    });
    const provider = createProvider({
      ...{ connectionId: 'c', clock: systemClock, random: Math.random, secret, log: (entry) => log.push(entry) },
      settings: {
        ...{ name: 'test', kind: 'ucloudstack', url: url.href, publicKey },
        ...connectionDefaults,
        ...settings,
      },
    });
    this.#providers.push(provider);
    return { provider, requests, log };
  }

  async close(): Promise<void> {
    await Promise.all(this.#providers.splice(0).map((provider) => provider.close()));
    await this.#servers.close();
  }
}
