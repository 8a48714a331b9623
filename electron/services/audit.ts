import { AppError, isAbort, type ErrorData } from '../../shared/errors/app-error.ts';
import type {
  AuditCheck,
  AuditEntry,
  AuditFilter,
  AuditFinding,
  AuditFormat,
  AuditPage,
  AuditQuery,
  AuditStatus,
} from '../../shared/model/audit.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { AuditFolder, Repair } from '../audit/folder.ts';
import { entryOf, unseal, type LineContent } from '../audit/line.ts';
import { Verifier } from '../audit/verifier.ts';
import { BegunDeeds, deedKey, toldOnce } from './audit-begun.ts';
import {
  endBy,
  redactParameters,
  shortId,
  shortName,
  type AuditDeed,
  type AuditEnd,
  type NumberedDeed,
} from './audit-facts.ts';
import { matcherOf } from './audit-filter.ts';
import { writeExport } from './audit-export.ts';
import { createListeners } from './listeners.ts';
import type { Log, NewId } from './ports.ts';

/** What the other use cases need of the audit log. */
export interface Audit {
  record(deed: AuditDeed, end: AuditEnd): void;
  /** Records that many were done, as many at a time as wait for the disk without a loss, and waits for it. */
  recordAll(deeds: readonly AuditDeed[]): Promise<void>;
  /**
   * Records that a deed is begun, whose end is recorded under the same id, and waits for the disk; once for a deed.
   *
   * @throws AppError `audit.refused` where a deed that cannot be recorded is not to be done
   */
  begin(deed: NumberedDeed): Promise<void>;
  /**
   * Does the deed and records how it ended, and before that, where it belongs to the deed, that it begins; rejects as
   * {@link begin} does then.
   *
   * @param run is given what takes more of the deed than was known before, however it ends
   * @param learn what only the result tells of the deed
   */
  watch<T>(
    deed: AuditDeed,
    run: (tell: (more: Partial<AuditDeed>) => void) => Promise<T>,
    learn?: (result: T) => Partial<AuditDeed>,
  ): Promise<T>;
}

/** Where entries go as well. */
export interface AuditRelay {
  readonly address: string;
  send(entries: readonly AuditEntry[]): void;
  close(limitMs: number): Promise<void>;
}

interface AuditLogOptions {
  readonly folder: AuditFolder;
  readonly relay: AuditRelay | null;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** The operating system's name of the user. */
  readonly user: string;
  readonly client: AuditEntry['client'];
  /**
   * A deed that cannot be recorded is not done: by a program that ends before anything could change. One that stays keeps
   * entries for later and shows what is wrong.
   */
  readonly refuses: boolean;
  /** Refuses to write over what VMDeck itself keeps. */
  readonly refuseOwnFiles: (path: string) => Promise<void>;
}

/** The entry that a line holds, if it holds one and is as it was written. */
const entriesOf = (text: string): readonly AuditEntry[] => {
  const line = unseal(text);
  const entry = line === null ? null : entryOf(line);
  return entry === null ? [] : [entry];
};

type Waiting = Omit<AuditEntry, 'seq'>;

/** Entries that wait for the disk at most, entries of many deeds among them, and findings that are told one by one. */
const most = { waiting: 1_000, together: 250, findings: 100 } as const;
/** Milliseconds that an ending program gives to the disk and to the relay, each. */
const goodbye = 1_000;

/** Who did what, when, and how it ended: kept on this computer, chained so that a change is seen. */
export class AuditLog implements Audit {
  readonly #options: AuditLogOptions;
  readonly #changed = createListeners<null>();
  readonly #end = new AbortController();
  #waiting: Waiting[] = [];
  #dropped = 0;
  /** Deeds that this program has begun and not ended. */
  readonly #underWay = new Set<string>();
  readonly #isUnderWay = (key: string): boolean => this.#underWay.has(key);
  #writing: Promise<void> | null = null;
  #problem: ErrorData | null = null;
  #relayProblem: ErrorData | null = null;
  #check: AuditCheck | null = null;

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  record(deed: AuditDeed, end: AuditEnd): void {
    this.#take(deed, end);
  }

  async recordAll(deeds: readonly AuditDeed[]): Promise<void> {
    let isWritten = true;
    for (let at = 0; at < deeds.length; at += most.together) {
      for (const deed of deeds.slice(at, at + most.together)) this.#take(deed, { outcome: 'done' });
      // A disk that takes nothing is not waited for again: what it could lose is counted.
      if (isWritten) await this.flush();
      isWritten = this.#problem === null;
    }
  }

  async begin(deed: NumberedDeed): Promise<void> {
    const key = deedKey(deed);
    if (this.#underWay.has(key)) return;
    const entry = this.#take(deed, { outcome: 'begun' });
    this.#underWay.add(key);
    await this.flush();
    // It came too late for a writing that was under way and failed.
    if (this.#waiting.includes(entry)) await this.flush();
    if (!this.#options.refuses || !this.#waiting.includes(entry)) return;
    this.#waiting = this.#waiting.filter((one) => one !== entry);
    this.#underWay.delete(key);
    throw this.#refusal();
  }

  /**
   * Waits until everything that was recorded is on the disk.
   *
   * @throws AppError `audit.refused` when it cannot be put there
   */
  async requireWritten(): Promise<void> {
    await this.flush();
    if (this.#problem !== null) throw this.#refusal();
  }

  #refusal(): AppError {
    const detail = this.#problem?.detail ?? {};
    return new AppError('audit.refused', { path: this.#options.folder.path }, { detail });
  }

  #take(deed: AuditDeed, { outcome, error = null, durationMs = null, requestId = null }: AuditEnd): Waiting {
    const { clock, newId, user, client } = this.#options;
    const { action, parameters = {}, operationId = newId() } = deed;
    const entry: Waiting = {
      ...{ at: clock.now(), user, client, action, outcome, error, operationId },
      ...{ connection: shortName(deed.connection), vm: shortName(deed.vm) },
      parameters: redactParameters(parameters),
      durationMs: durationMs === null ? null : Math.round(durationMs),
      requestId: requestId === null ? null : shortId(requestId),
    };
    this.#waiting.push(entry);
    this.#underWay.delete(deedKey(entry));
    const extra = this.#waiting.length - most.waiting;
    if (extra > 0) {
      this.#waiting.splice(0, extra);
      this.#dropped += extra;
    }
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    return entry;
  }

  async watch<T>(
    about: AuditDeed,
    run: (tell: (more: Partial<AuditDeed>) => void) => Promise<T>,
    learn: (result: T) => Partial<AuditDeed> = () => ({}),
  ): Promise<T> {
    const { clock, newId } = this.#options;
    const start = clock.now();
    const lasted = (): number => Math.max(0, clock.now() - start);
    let deed = { operationId: newId(), ...about };
    const tell = (more: Partial<AuditDeed>): void => {
      deed = { ...deed, ...more };
    };
    try {
      if (deed.begins === true) await this.begin(deed);
      const result = await run(tell);
      this.record({ ...deed, ...learn(result) }, { outcome: 'done', durationMs: lasted() });
      return result;
    } catch (error) {
      this.record(deed, { ...endBy(error), durationMs: lasted() });
      throw error;
    }
  }

  status(): AuditStatus {
    const { relay, folder } = this.#options;
    return {
      ...{ check: this.#check, problem: this.#problem, unwritten: this.#waiting.length + this.#dropped },
      folder: folder.path,
      syslog:
        relay === null && this.#relayProblem === null
          ? null
          : { address: relay?.address ?? '', problem: this.#relayProblem },
    };
  }

  /** What is wrong with the place where entries go as well, or null once it is well again. */
  relayTrouble(error: AppError | null): void {
    this.#relayProblem = error?.toData() ?? null;
    if (error !== null) this.#options.log.write('warn', error.code, { ...error.params, ...error.detail });
    this.#changed.notify(null);
  }

  /** @throws AppError `storage.*` */
  async query({ filter, offset, limit }: AuditQuery, signal: AbortSignal): Promise<AuditPage> {
    await this.flush();
    const matches = matcherOf(filter);
    // The newest are wanted, and they come last: the ones before them are let go as better ones come.
    let kept: AuditEntry[] = [];
    let total = 0;
    let all = 0;
    const begun = this.#begun();
    for await (const entry of this.#entries(signal)) {
      if (begun.take(entry) === null) continue;
      all += 1;
      if (!matches(entry)) continue;
      total += 1;
      kept.push(entry);
      if (kept.length >= 2 * (offset + limit)) kept = kept.slice(-(offset + limit));
    }
    const rest = begun.rest();
    const unended = rest.filter(matches);
    const rows = [...kept, ...unended].sort((a, b) => b.seq - a.seq).slice(offset, offset + limit);
    return { rows, offset, total: total + unended.length, all: all + rest.length };
  }

  /**
   * Reads the whole log and finds where it is not what was written.
   *
   * @throws AppError `storage.*`
   */
  async verify(signal: AbortSignal): Promise<AuditStatus> {
    const { folder, clock, log } = this.#options;
    await this.flush();
    const verifier = new Verifier(await folder.anchor());
    const files = new Set<string>();
    let entries = 0;
    const begun = this.#begun();
    for await (const { file, line, text } of folder.lines(signal)) {
      files.add(file);
      const taken = verifier.take(file, line, text);
      const entry = taken === null ? null : entryOf(taken);
      if (entry !== null && begun.take(entry) !== null) entries += 1;
    }
    entries += begun.rest().length;
    const isGone = files.size === 0 && folder.isExpected;
    const gone: AuditFinding[] = isGone ? [{ fault: 'log-missing', file: folder.path, line: 1, count: 1 }] : [];
    const foreign = (await folder.foreign()).map((file): AuditFinding => ({
      fault: 'foreign',
      file,
      line: 1,
      count: 1,
    }));
    const findings = [...verifier.end(), ...gone, ...foreign];
    const total = findings.length;
    this.#check = {
      ...{ at: clock.now(), files: files.size, entries, total },
      findings: findings.slice(0, most.findings),
    };
    if (total > 0) log.write('warn', 'audit.tampered', { total, first: JSON.stringify(findings[0]) });
    this.#changed.notify(null);
    return this.status();
  }

  /**
   * Writes the entries that match into a file, the oldest first, and answers how many there are.
   *
   * @param path absolute; what is there is replaced once the whole is written
   * @throws AppError `storage.*`, `vault.own-file`
   */
  async export(filter: AuditFilter, format: AuditFormat, path: string, signal: AbortSignal): Promise<number> {
    await this.flush();
    return this.watch({ action: 'audit.export', parameters: { path, format } }, async () => {
      await this.#options.refuseOwnFiles(path);
      const told = toldOnce(() => this.#entries(signal), this.#isUnderWay);
      return writeExport(told, matcherOf(filter), format, path);
    });
  }

  /** Waits until what was recorded is on the disk, or cannot be put there now. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#writing ??= this.#write().finally(() => (this.#writing = null));
    await this.#writing;
  }

  /** Gives what waits a last chance. What is lost then is counted in the log by whoever writes there next. */
  async close(): Promise<void> {
    const { relay, folder, log } = this.#options;
    await this.#within(this.flush());
    await relay?.close(goodbye);
    this.#end.abort();
    await this.#within(this.#writing);
    const { unwritten } = this.status();
    if (unwritten === 0) return;
    await folder.leaveGap(unwritten).catch((error: unknown) => {
      log.write('error', 'audit.gap-untold', { entries: unwritten, error: String(error) });
    });
  }

  async #within(work: Promise<void> | null): Promise<void> {
    const limit = new AbortController();
    await Promise.race([work, this.#options.clock.sleep(goodbye, limit.signal).catch(() => undefined)]);
    limit.abort();
  }

  #begun(): BegunDeeds {
    return new BegunDeeds(this.#isUnderWay);
  }

  async *#entries(signal: AbortSignal): AsyncGenerator<AuditEntry> {
    for await (const { text } of this.#options.folder.lines(signal)) {
      yield* entriesOf(text);
    }
  }

  /** Writes what waits, and what came meanwhile. After a failure it stays in memory for the next time. */
  async #write(): Promise<void> {
    const { folder, relay, log } = this.#options;
    // What is recorded in the same moment is written together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = [...this.#waiting];
      const dropped = this.#dropped;
      const gap: LineContent[] = dropped === 0 ? [] : [this.#own('audit.gap', { entries: dropped })];
      try {
        const written = await folder.append([...gap, ...batch], (repair) => this.#repaired(repair), this.#end.signal);
        relay?.send(written.flatMap(entriesOf));
        this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
        this.#dropped -= dropped;
        this.#problem = null;
      } catch (error) {
        if (isAbort(error)) return;
        const known = this.#problem;
        this.#problem = this.#unwritten(error);
        if (known === null) log.write('error', 'audit.unwritten', { ...this.#problem.params, ...this.#problem.detail });
        this.#changed.notify(null);
        return;
      }
      this.#changed.notify(null);
    }
  }

  #unwritten(error: unknown): ErrorData {
    const detail = error instanceof AppError ? { code: error.code, ...error.detail } : { message: String(error) };
    const params = { path: this.#options.folder.path, count: this.#waiting.length };
    return new AppError('audit.unwritten', params, { detail }).toData();
  }

  #repaired(repair: Repair): LineContent {
    const { kind, ...parameters } = repair;
    return this.#own(`audit.${kind}`, parameters);
  }

  /** An entry about the log itself. */
  #own(action: string, parameters: AuditEntry['parameters']): LineContent {
    const { clock, newId, user, client } = this.#options;
    return {
      ...{ at: clock.now(), user, client, connection: null, vm: null, action, parameters, outcome: 'failed' },
      ...{ error: null, durationMs: null, requestId: null, operationId: newId() },
    };
  }
}
