import { holdsKey } from '../../../shared/model/address.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { namesSecret } from '../../../shared/util/secret-names.ts';
import { labelledSecret, redactText } from '../http/redact.ts';
import { isRecord } from './fields.ts';

/** The fields that a record is known to have, and those of the records in its lists. */
export interface KnownFields {
  readonly fields: ReadonlySet<string>;
  readonly lists: Readonly<Record<string, ReadonlySet<string>>>;
}

type Undocumented = Vm['undocumented'];

/** Of a record that has no more than is known of it. One value for all of these: nobody may change it. */
const none: Undocumented = [];
const maxFields = 20;
/** Characters. */
const longestName = 100;
const longestValue = 200;
/** Levels of a value that are looked into. */
const deepest = 6;
const hidden = '[secret]';
/** A name, and perhaps a password, before the host of an address. */
const login = /:\/\/[^/?#\s]*@/;

export const namesOf = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')));

/** The beginning of a text, which does not hold on to the rest as a plain slice does. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le')}…`;

const holdsSecret = (text: string): boolean => text.includes('://') && (holdsKey(text) || login.test(text));

/** Beside what no log keeps: what is called a key alone, or in short. */
const keyName = /key$|^[as]k$/i;
const isSecretName = (name: string): boolean => namesSecret(name) || keyName.test(name);

const isSecret = (name: string, value: unknown): boolean =>
  isSecretName(name) && typeof value !== 'boolean' && value !== null && value !== '';

/** Characters that are still wanted of a value. */
interface Room {
  left: number;
}

/** A text of a value without what is secret, which is found before the cut: of half a secret nothing tells that it is one. */
function plainText(value: string): string {
  const text = redactText(value);
  return holdsSecret(text) ? hidden : cut(text, longestValue);
}

/** What is worth writing of a value: no secrets, and no more levels, items and characters than can be shown. */
function plain(name: string, value: unknown, levels: number, room: Room): unknown {
  room.left -= 1;
  if (isSecret(name, value)) return hidden;
  if (typeof value === 'string') {
    const text = plainText(value);
    room.left -= text.length;
    return text;
  }
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (levels === 0) return '…';
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      if (room.left < 0) break;
      // Items of a list have the name of the list.
      items.push(plain(name, item, levels - 1, room));
    }
    return items;
  }
  return plainRecord(value, levels, room);
}

function plainRecord(record: object, levels: number, room: Room): Readonly<Record<string, unknown>> {
  const entries = Object.entries(record);
  const isLabelled = labelledSecret(entries, isSecretName);
  const holdsValue = entries.some(([key]) => /^value$/i.test(key));
  const shown: [string, unknown][] = [];
  for (const [key, inner] of entries) {
    if (room.left < 0) break;
    room.left -= key.length;
    // The key beside a value is its name.
    const name = holdsValue && /^key$/i.test(key) ? '' : key;
    shown.push([key, isLabelled(key) ? hidden : plain(name, inner, levels - 1, room)]);
  }
  return Object.fromEntries(shown);
}

/** Texts as they are, anything else as JSON. */
function written(name: string, value: unknown): string {
  const shown = plain(name, value, deepest, { left: longestValue });
  return cut(typeof shown === 'string' ? shown : JSON.stringify(shown), longestValue);
}

/**
 * Finds what a record has beyond what is known of it, in the order of the answer; fields of the records in its lists by
 * their path, e.g. `IPInfos[0].Name`. At most 20, each of bounded length, and without what looks like a secret. Never
 * throws.
 */
export function undocumentedFinder({ fields, lists }: KnownFields): (raw: unknown) => Undocumented {
  const parts = Object.entries(lists);
  return (raw) => {
    if (!isRecord(raw)) return none;
    let found = none;
    const keep = (within: string, name: string, value: unknown): void => {
      if (found.length === maxFields) return;
      if (found === none) found = [];
      found.push({ field: cut(`${within}${name}`, longestName), value: written(name, value) });
    };
    // A fleet has millions of fields: `in` makes no list of them. What was parsed inherits none.
    for (const name in raw) if (!fields.has(name)) keep('', name, raw[name]);
    for (const [list, known] of parts) {
      const items: unknown = raw[list];
      if (!Array.isArray(items)) continue;
      for (let index = 0; index < items.length; index += 1) {
        const item: unknown = items[index];
        if (!isRecord(item)) continue;
        for (const name in item) if (!known.has(name)) keep(`${list}[${index}].`, name, item[name]);
      }
    }
    return found;
  };
}
