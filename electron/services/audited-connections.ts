import type { ConnectionDraft, ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { Region } from '../providers/provider.ts';
import type { AuditDeed } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import { changesOf, plainAddress, waysOf } from './connection-changes.ts';
import type { ConnectionsOptions } from './connections-options.ts';
import { Connections } from './connections.ts';

const deedOn = (action: string, id: string, settings: ConnectionSettings): AuditDeed => ({
  ...{ action: `connection.${action}`, connection: { id, name: settings.name } },
  parameters: { kind: settings.kind, url: plainAddress(settings.url), ...waysOf(settings) },
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

  /** What it changes is what is there at its turn. */
  protected override save(id: string, draft: ConnectionDraft): Promise<ConnectionView> {
    const deed = deedOn('change', id, draft);
    const before = this.list().find((view) => view.id === id)?.settings;
    const { kind, url } = draft;
    const change = (from: ConnectionSettings): AuditDeed => ({
      ...deed,
      parameters: { kind, url: plainAddress(url), ...changesOf(from, draft) },
    });
    return this.#audit.watch(before === undefined ? deed : change(before), () => super.save(id, draft));
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
