import type { ConnectionDraft, ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { Region } from '../providers/provider.ts';
import type { Audit } from './audit.ts';
import { deedOn, editOf } from './connection-changes.ts';
import type { ConnectionsOptions } from './connections-options.ts';
import { Connections, type Pins } from './connections.ts';

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
    pins?: Pins,
  ): Promise<{ regions: Region[]; vmCount: number }> {
    return this.#audit.watch(deedOn('test', id ?? '', draft), () => super.test(id, draft, signal, pins));
  }

  override add(draft: ConnectionDraft, keyOf: string | null = null, pins?: Pins): Promise<ConnectionView> {
    return this.#audit.watch(
      deedOn('add', '', draft),
      () => super.add(draft, keyOf, pins),
      ({ id }) => ({ connection: { id, name: draft.name } }),
    );
  }

  /** What it replaces is known at its turn; one that a lock refuses before is told without. */
  protected override change(
    id: string,
    make: (kept: ConnectionSettings) => ConnectionDraft,
    pins?: Pins,
  ): Promise<ConnectionView> {
    const deed = { action: 'connection.change', connection: { id, name: this.name(id) } };
    return this.#audit.watch(deed, (tell) =>
      super.change(
        id,
        (kept) => {
          const draft = make(kept);
          tell(editOf(id, kept, draft));
          return draft;
        },
        pins,
      ),
    );
  }

  override trust(id: string, sha256: string, signal: AbortSignal): Promise<ConnectionView> {
    const deed = { action: 'connection.trust', connection: { id, name: this.name(id) }, parameters: { sha256 } };
    return this.#audit.watch(deed, (tell) =>
      super.trust(id, sha256, signal, (by) => tell({ parameters: { sha256, host: by.join(', ') } })),
    );
  }

  override trustHostKey(id: string, key: string, signal: AbortSignal): Promise<ConnectionView> {
    const connection = { id, name: this.name(id) };
    const deed = { action: 'connection.trust-host-key', connection, parameters: { key } };
    return this.#audit.watch(deed, (tell) =>
      super.trustHostKey(id, key, signal, (by) => tell({ parameters: { key, host: by.join(', ') } })),
    );
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
