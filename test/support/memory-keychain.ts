import type { Keychain } from '../../electron/vault/keychain.ts';

/** A keychain in memory; its entries can be looked at and taken away. */
export function memoryKeychain(backend: string | null = 'gnome_libsecret') {
  const entries = new Map<string, Uint8Array>();
  const keychain: Keychain = {
    backend: () => Promise.resolve(backend),
    store: (name, secret) => {
      entries.set(name, new Uint8Array(secret));
      return Promise.resolve();
    },
    load: (name) => {
      const secret = entries.get(name);
      return Promise.resolve(secret === undefined ? null : new Uint8Array(secret));
    },
    remove: (name) => {
      entries.delete(name);
      return Promise.resolve();
    },
  };
  return { ...keychain, entries };
}
