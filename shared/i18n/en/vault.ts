import type { Messages } from '../message.ts';

/** Words about making a vault, and those that main says: on the recovery sheet, and in dialogs of the system. */
export const enVault = {
  'vault.create.title': 'Create your vault',
  'vault.create.what':
    'The vault keeps the keys of your clouds on this computer, encrypted with a master password. Nothing leaves this computer.',
  'vault.create.forgotten':
    'Nobody can recover a forgotten master password. Without it the stored keys are lost and must be entered again.',
  'vault.create.thin-client': 'This is a thin client with little memory',
  'vault.create.thin-client.what':
    'An unlock then takes 19 MiB instead of 64 MiB or more, and so does each guess of somebody who has the file. Choose a strong password with it.',
  'vault.create.submit': 'Create vault',
  'vault.sheet.title': 'VMDeck recovery sheet',
  'vault.sheet.key': 'Recovery key',
  'vault.sheet.what':
    'This key opens the vault when the master password is forgotten. Whoever holds it and the vault file can read every stored key.',
  'vault.sheet.use': 'To use it: on the locked screen choose “Use the recovery key”, type it, and set a new password.',
  'vault.sheet.reading': 'Upper and lower case, spaces and dashes do not matter. It has no letters I, L, O and U.',
  'vault.sheet.void': 'It is void once a newer sheet is made or the recovery key is removed.',
  'vault.sheet.keep': 'Print this page, keep it where you keep other valuables, then delete this file.',
  'vault.sheet.vault': 'Vault',
  'vault.sheet.computer': 'Computer',
  'vault.sheet.made': 'Made',
  'vault.sheet.file': 'vmdeck-recovery-sheet',
  'vault.export.file': 'vmdeck-export',
  'vault.file': 'VMDeck vaults',
  'vault.destroy.title': 'Destroy the vault and every copy of it on this computer?',
  'vault.destroy.what':
    'All connections and their keys are lost for good: only an export brings them back. Clouds and VMs are not touched.',
  'vault.destroy.confirm': 'Destroy vault',
  'vault.destroy.cancel': 'Keep vault',
} as const satisfies Messages;
