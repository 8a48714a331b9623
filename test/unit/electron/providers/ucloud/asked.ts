import type { Provider } from '../../../../../electron/providers/provider.ts';

/** What a provider is asked for, and everything that it sends for it besides the signature. */
export type Asked = readonly [
  name: string,
  ask: (provider: Provider, signal: AbortSignal) => Promise<unknown>,
  sent: Readonly<Record<string, string>>,
];

/** An answer with something of everything, that every call can be content with. */
export const anyAnswer = {
  ...{ RetCode: 0, TotalCount: 0, Infos: [], SPID: 'vmsp-1', VMID: 'vm-new', VMCID: 'vmc-1' },
  ...{ SessionID: 'session', Link: 'https://vcenter.example/console', Price: 1, OrderType: '3' },
  Info: {
    ...{ VNCIP: '10.0.0.5', VNCPort: 5901, VNCPassword: 'planted-password' },
    ...{ SpiceIP: '10.0.0.5', SpicePort: 5902, SpicePassword: 'planted-password' },
  },
};

export const ref = { region: 'r', cloudId: 'vm-1', tenantId: '' } as const;
export const vm = { Region: 'r', VMID: 'vm-1' } as const;
export const gib = 2 ** 30;

/** A request as it was sent, without what signs it. */
export const sentBy = (request: URLSearchParams | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries([...(request ?? [])].filter(([name]) => name !== 'PublicKey' && name !== 'Signature'));
