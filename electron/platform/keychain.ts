import { safeStorage } from 'electron';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../audit/whole-file.ts';
import type { Keychain } from '../vault/keychain.ts';
import { readRegular } from '../vault/regular-file.ts';

const namePattern = /^[a-z0-9-]{1,64}$/;
const longestEntry = 64 * 1024;

/** The part of Electron's safeStorage that is used. The development runtime has its synchronous calls only. */
interface SafeStorage {
  getSelectedStorageBackend(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ readonly result: string }>;
  isEncryptionAvailable?(): boolean;
  encryptString?(text: string): Buffer;
  decryptString?(sealed: Buffer): string;
}
const storage: SafeStorage = safeStorage;

const isAvailable = async (): Promise<boolean> =>
  (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable?.() ?? false;

async function encrypt(text: string): Promise<Buffer> {
  const sealed = (await storage.encryptStringAsync?.(text)) ?? storage.encryptString?.(text);
  if (sealed === undefined) throw new TypeError('This Electron encrypts nothing');
  return sealed;
}

const decrypt = async (sealed: Buffer): Promise<string | undefined> =>
  (await storage.decryptStringAsync?.(sealed))?.result ?? storage.decryptString?.(sealed);

/**
 * What keeps the key of safeStorage. On Linux Electron's own name for it, `basic_text` included, which is known without
 * asking the keychain; elsewhere there is one.
 */
async function backendOf(platform: NodeJS.Platform): Promise<string | null> {
  const backend =
    platform === 'win32' ? 'dpapi' : platform === 'darwin' ? 'macos_keychain' : storage.getSelectedStorageBackend();
  if (backend === 'basic_text') return backend;
  return backend !== 'unknown' && (await isAvailable()) ? backend : null;
}

/** The string itself cannot be overwritten; the pool of small Buffers can. */
function bytesOf(text: string): Uint8Array {
  const pooled = Buffer.from(text, 'base64');
  const bytes = new Uint8Array(pooled);
  pooled.fill(0);
  return bytes;
}

/**
 * The keychain of the operating system through Electron's safeStorage, which keeps one key of this app there: secrets lie
 * encrypted with it in files of a folder. Needs a ready app.
 *
 * @param folder absolute; made when it is needed
 */
export function safeStorageKeychain(folder: string): Keychain {
  const place = (name: string): string => {
    if (!namePattern.test(name)) throw new TypeError('Not a name for the keychain');
    return join(folder, name);
  };
  return {
    backend: () => backendOf(process.platform),
    async store(name, secret) {
      const path = place(name);
      const view = Buffer.from(secret.buffer, secret.byteOffset, secret.length);
      const sealed = await encrypt(view.toString('base64'));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(path, (handle) => handle.writeFile(sealed));
    },
    async load(name) {
      const sealed = await readRegular(place(name), longestEntry).then(
        (bytes) => Buffer.from(bytes),
        () => null,
      );
      if (sealed === null) return null;
      try {
        const text = await decrypt(sealed);
        return text === undefined ? null : bytesOf(text);
      } catch {
        return null;
      }
    },
    remove: (name) => rm(place(name), { force: true }),
  };
}
