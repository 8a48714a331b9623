import type { Kinship } from '../vault/transfer.ts';
import { identitiesOf, readRecord, type ConnectionRecord } from './connection-record.ts';
import { recordKind } from './connection-store.ts';

/** A record of the vault as a connection; null when it is none, or none that can be read. */
function recordOf(kind: string, plaintext: Uint8Array): ConnectionRecord | null {
  if (kind !== recordKind) return null;
  try {
    return readRecord(plaintext);
  } catch {
    return null;
  }
}

const textOf = (kind: string, plaintext: Uint8Array): string | null => {
  const record = recordOf(kind, plaintext);
  // The place in the list is that of each installation.
  return record === null ? null : JSON.stringify({ ...record, order: 0 });
};

function secretsOf(kind: string, plaintext: Uint8Array): Readonly<Record<string, string | undefined>> {
  const record = recordOf(kind, plaintext);
  return record === null ? {} : { privateKey: record.privateKey, ...record.secrets };
}

/** Names of the secrets of a connection that are other in `theirs`, those that came and went among them. */
export function changedSecrets(kind: string, ours: Uint8Array, theirs: Uint8Array): readonly string[] {
  const [old, next] = [secretsOf(kind, ours), secretsOf(kind, theirs)];
  return Object.keys({ ...old, ...next }).filter((name) => old[name] !== next[name]);
}

/** Connections are the same by cloud, address, key and scope, whatever their names and ids. */
export const connectionKinship: Kinship = {
  identitiesOf: ({ kind, plaintext }) => {
    const record = recordOf(kind, plaintext);
    return record === null ? [] : identitiesOf(record.settings);
  },
  isSame: (kind, ours, theirs) => {
    const text = textOf(kind, ours);
    return text === null ? Buffer.compare(ours, theirs) === 0 : text === textOf(kind, theirs);
  },
};
