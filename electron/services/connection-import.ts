import { fallsToPlain } from '../../shared/model/address.ts';
import { freeName } from '../../shared/model/connection-name.ts';
import type { BroughtWay } from '../../shared/model/connection-transfer.ts';
import {
  addressesOf,
  connectionDefaults,
  triedAddressesOf,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';
import { createJudge } from '../net/tls.ts';
import type { CarriedConnection } from './connection-file.ts';
import { identitiesOf, type ConnectionRecord } from './connection-record.ts';

/** What is to become of a file of connections. */
export interface ImportPlan {
  readonly taken: readonly Omit<ConnectionRecord, 'order'>[];
  /** Names of those that are here already, or twice in the file. */
  readonly skipped: readonly string[];
  readonly brought: readonly BroughtWay[];
  /** Names of those without their http addresses, which stood behind one over TLS. */
  readonly plain: readonly string[];
}

/** A plan that was carried out: with the ids of those that were taken. */
export interface Imported extends ImportPlan {
  readonly ids: readonly string[];
}

/** What a connection has of its own on the way to its servers, of which nobody vouches in a file without a password. */
const waysOf = ({
  trust,
  proxy,
  jump,
  consoleHost,
  consolePins,
  webConsole,
}: ConnectionSettings): BroughtWay['ways'] => [
  ...(trust.kind === 'system' ? [] : (['trust'] as const)),
  ...(proxy.kind === 'none' ? [] : (['proxy'] as const)),
  ...(jump === null ? [] : (['jump'] as const)),
  ...(consoleHost === null ? [] : (['consoleHost'] as const)),
  ...(consolePins.length === 0 ? [] : (['consolePins'] as const)),
  ...(webConsole === null ? [] : (['webConsole'] as const)),
];

const { trust, proxy, jump, consoleHost, consolePins, webConsole } = connectionDefaults;
/** To demand TLS of consoles is to believe less: that is taken as it comes. */
const plainWay = { trust, proxy, jump, consoleHost, consolePins, webConsole };

/**
 * Decides about every connection of a file before any is kept. From an unsealed file, which anybody can have written, the
 * way to its servers is left behind unless `keepsWays` says otherwise.
 *
 * @throws AppError `tls.bad-authority`
 */
export function planImport(
  carried: readonly CarriedConnection[],
  present: readonly ConnectionSettings[],
  keepsWays: boolean,
): ImportPlan {
  const known = new Set(present.flatMap(identitiesOf));
  const names = new Set(present.map(({ name }) => name));
  const taken: Omit<ConnectionRecord, 'order'>[] = [];
  const skipped: string[] = [];
  const brought: BroughtWay[] = [];
  const plain: string[] = [];
  for (const { settings: carriedSettings, secrets } of carried) {
    const theirs = { ...carriedSettings, otherUrls: triedAddressesOf(carriedSettings).slice(1) };
    const identities = identitiesOf(theirs);
    if (identities.some((identity) => known.has(identity))) {
      skipped.push(theirs.name);
      continue;
    }
    for (const identity of identities) known.add(identity);
    const name = freeName(theirs.name, names);
    names.add(name);
    if (fallsToPlain(addressesOf(carriedSettings))) plain.push(name);
    const ways = secrets === null ? waysOf(theirs) : [];
    if (ways.length > 0) brought.push({ name, ways });
    const settings = { ...theirs, ...(secrets === null && !keepsWays ? plainWay : {}), name };
    createJudge(settings.trust);
    const { privateKey = '', secrets: words = {} } = secrets ?? {};
    taken.push(
      privateKey === ''
        ? { settings: { ...settings, disabled: true }, privateKey, secrets: {} }
        : { settings, privateKey, secrets: words },
    );
  }
  return { taken, skipped, brought, plain };
}
