import type { ConnectionDraft, ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { Region } from '../providers/provider.ts';
import type { AuditDeed } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import type { ConnectionsOptions } from './connections-options.ts';
import { Connections } from './connections.ts';

/** The address without what stands behind a question mark, where people put keys. */
const plainAddress = (url: string): string =>
  URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : '';

const trustWords = ({ trust }: ConnectionSettings): string =>
  trust.kind === 'pinned' ? `pinned ${trust.fingerprints.join(' ')}` : trust.kind;

const pinWords = ({ consolePins }: ConnectionSettings): string =>
  consolePins.map(({ host, sha256 }) => `${host} ${sha256}`).join(', ') || 'none';

/** What a change makes of that which guards a connection, each from what to what; and the names of all that it changes. */
function changesOf(before: ConnectionSettings, draft: ConnectionDraft): Readonly<Record<string, string>> {
  const { privateKey, secrets, ...after } = draft;
  const changed = Object.entries(after).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(before, name)) ? [] : [name],
  );
  const entered = [...(privateKey === null ? [] : ['privateKey']), ...Object.keys(secrets)];
  const guarding = {
    trust: [trustWords(before), trustWords(after)],
    environment: [before.environment ?? 'none', after.environment ?? 'none'],
    proxy: [before.proxy.kind, after.proxy.kind],
    consoleTls: [before.consoleTls, after.consoleTls],
    consolePins: [pinWords(before), pinWords(after)],
    disabled: [String(before.disabled), String(after.disabled)],
  };
  const moved = Object.entries(guarding).filter(([, [from, to]]) => from !== to);
  return {
    changed: [...changed, ...entered].join(' '),
    ...Object.fromEntries(moved.map(([name, [from, to]]) => [name, `${from ?? ''} → ${to ?? ''}`])),
  };
}

const deedOn = (action: string, id: string, settings: ConnectionSettings): AuditDeed => ({
  ...{ action: `connection.${action}`, connection: { id, name: settings.name } },
  parameters: { kind: settings.kind, url: plainAddress(settings.url), trust: trustWords(settings) },
});

/** Connections whose changes and tests are recorded. */
export class AuditedConnections extends Connections {
  readonly #audit: Audit;

  constructor(audit: Audit, options: ConnectionsOptions) {
    super(options);
    this.#audit = audit;
  }

  override test(
    id: string | null,
    draft: ConnectionDraft,
    signal: AbortSignal,
  ): Promise<{ regions: Region[]; vmCount: number }> {
    return this.#audit.watch(deedOn('test', id ?? '', draft), () => super.test(id, draft, signal));
  }

  override add(draft: ConnectionDraft, keyOf: string | null = null): Promise<ConnectionView> {
    return this.#audit.watch(
      deedOn('add', '', draft),
      () => super.add(draft, keyOf),
      ({ id }) => ({ connection: { id, name: draft.name } }),
    );
  }

  override update(id: string, draft: ConnectionDraft): Promise<ConnectionView> {
    const deed = deedOn('change', id, draft);
    const before = this.list().find((view) => view.id === id)?.settings;
    const parameters = { ...deed.parameters, ...(before === undefined ? {} : changesOf(before, draft)) };
    return this.#audit.watch({ ...deed, parameters }, () => super.update(id, draft));
  }

  override trust(id: string, sha256: string, signal: AbortSignal): Promise<ConnectionView> {
    const deed = { action: 'connection.trust', connection: { id, name: this.name(id) }, parameters: { sha256 } };
    return this.#audit.watch(deed, () => super.trust(id, sha256, signal));
  }

  override trustHostKey(id: string, key: string, signal: AbortSignal): Promise<ConnectionView> {
    const connection = { id, name: this.name(id) };
    const deed = { action: 'connection.trust-host-key', connection, parameters: { key } };
    return this.#audit.watch(deed, () => super.trustHostKey(id, key, signal));
  }

  override examine(
    id: string,
    onProgress: (progress: DoctorProgress) => void,
    signal: AbortSignal,
  ): Promise<DoctorReport> {
    const deed = { action: 'connection.examine', connection: { id, name: this.name(id) } };
    return this.#audit.watch(deed, () => super.examine(id, onProgress, signal));
  }

  override remove(id: string): Promise<void> {
    const deed = { action: 'connection.remove', connection: { id, name: this.name(id) } };
    return this.#audit.watch(deed, () => super.remove(id));
  }
}
