import type { ServerCertificate } from '../../shared/model/certificate.ts';
import type { ConnectionDraft, ConnectionSettings } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { ShownHostKey } from '../../shared/model/jump.ts';
import { lookAtJumpHost } from './connection-host-key.ts';
import { settingsOf } from './connection-record.ts';
import { proxySecretsOf, secretsOf, waySecretsOf } from './connection-secrets.ts';
import type { ConnectionStore } from './connection-store.ts';
import { certificatesOf, examineConnection, type Candidate } from './connection-trial.ts';
import type { ConnectionsOptions } from './connections-options.ts';
import { ConsoleCertificates } from './console-certificates.ts';
import { refuseUnseen, SeenCertificates, type Seen } from './seen-certificates.ts';

interface LooksOptions extends ConnectionsOptions {
  readonly store: ConnectionStore;
  /** Of a connection that is open; throws `connection.gone` for others. */
  readonly settings: (id: string) => ConnectionSettings;
}

/** What jump hosts, servers and consoles show until the next lock, and which stored secrets count for it. */
export class ConnectionLooks {
  readonly consoles = new ConsoleCertificates();
  readonly #options: LooksOptions;
  #seen: SeenCertificates;

  constructor(options: LooksOptions) {
    this.#options = options;
    this.#seen = new SeenCertificates(options.clock);
  }

  /** @param draft null: as the connection is stored */
  async certificates(
    id: string | null,
    draft: ConnectionDraft | null,
    signal: AbortSignal,
  ): Promise<ServerCertificate[]> {
    const seen = this.#seen;
    const candidate = await this.#candidate(id, draft, waySecretsOf);
    const ofApi = await certificatesOf(this.#options, candidate, signal);
    seen.note(candidate.settings, ofApi);
    return draft === null ? [...ofApi, ...this.consoles.of(id ?? '', candidate.settings)] : ofApi;
  }

  /** @param draft null: as the connection is stored */
  async hostKey(id: string | null, draft: ConnectionDraft | null, signal: AbortSignal): Promise<ShownHostKey | null> {
    const seen = this.#seen;
    const { settings, read } = await this.#candidate(id, draft, proxySecretsOf);
    const shown = await lookAtJumpHost(settings, read, this.#options, signal);
    seen.noteHostKey(settings, shown);
    return shown;
  }

  /** Goes the way to a kept connection's cloud. What a console shows that is not believed is kept as others of it are. */
  examine(id: string, onProgress: (progress: DoctorProgress) => void, signal: AbortSignal): Promise<DoctorReport> {
    const parts = { ...this.#options, consoles: this.consoles };
    return examineConnection(parts, this.#kept(id), onProgress, signal);
  }

  /**
   * @param stored what is changed or copied; null for a new connection
   * @throws AppError `connection.pin-unseen`
   */
  refuseUnseen(id: string | null, draft: ConnectionDraft, stored: ConnectionSettings | null): void {
    refuseUnseen(settingsOf(draft), stored, this.#seenOf(id, draft));
  }

  /**
   * What is kept of a draft with the secrets of the connection `id`.
   *
   * @throws AppError `connection.key-needed` and others of {@link secretsOf}
   */
  async secretsOf(id: string | null, draft: ConnectionDraft): Promise<ReturnType<typeof secretsOf>> {
    const known = id === null ? null : await this.#options.store.read(id);
    return secretsOf(known, draft, this.#seenOf(id, draft));
  }

  /** Forgets also what is still being fetched. */
  clear(): void {
    this.consoles.clear();
    this.#seen = new SeenCertificates(this.#options.clock);
  }

  #seenOf(id: string | null, draft: ConnectionSettings): Seen {
    return this.#seen.of(draft, id === null ? [] : this.consoles.of(id, draft));
  }

  /** A draft with the secrets that it stands for; null: what is stored. */
  async #candidate(id: string | null, draft: ConnectionDraft | null, pick: typeof waySecretsOf): Promise<Candidate> {
    if (draft === null) return this.#kept(id ?? '');
    const known = id === null ? null : await this.#options.store.read(id);
    return {
      id: id ?? '',
      settings: settingsOf(draft),
      read: () => Promise.resolve().then(() => pick(known, draft, this.#seenOf(id, draft))),
    };
  }

  #kept(id: string): Candidate {
    const { store, settings } = this.#options;
    return { id, settings: settings(id), read: () => store.read(id) };
  }
}
