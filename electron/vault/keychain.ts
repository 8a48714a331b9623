/** A place of the operating system for small secrets of this user, such as the GNOME keyring or DPAPI. */
export interface Keychain {
  /**
   * What keeps the secrets, by a stable name, e.g. `gnome_libsecret`; `null` when there is none or it cannot be reached.
   * Electron's `basic_text` (a password that is written in its source) may be named: the vault refuses it.
   */
  backend(): Promise<string | null>;
  /** Keeps a secret under a name, over one that is there. Rejects when the keychain is locked or refuses. */
  store(name: string, secret: Uint8Array): Promise<void>;
  /** The secret, which the caller zeroes, or `null` when there is none of that name or it cannot be opened any more. */
  load(name: string): Promise<Uint8Array | null>;
  /** Forgets a secret; one that is not there is no failure. */
  remove(name: string): Promise<void>;
}
