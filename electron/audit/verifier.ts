import type { AuditFinding } from '../../shared/model/audit.ts';
import { claimOf, genesis, unseal, type AuditLine } from './line.ts';

/** The last line that was written, kept in a file of its own: the chain alone cannot tell that its end is missing. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
  /** Name of the log file that holds the line, and its length in bytes after it. */
  readonly file: string;
  readonly size: number;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** A gap in the counting, and where it was noticed. */
interface Gap extends Place {
  readonly first: number;
  readonly last: number;
}

/** Entries of the log about itself that stand for a fault. */
const confessions: ReadonlyMap<string, AuditFinding['fault']> = new Map([
  ['audit.anchor-missing', 'anchor-missing'],
  ['audit.log-missing', 'log-missing'],
]);

const without = (gap: Gap, seq: number): Gap[] => [
  ...(gap.first < seq ? [{ ...gap, last: seq - 1 }] : []),
  ...(seq < gap.last ? [{ ...gap, first: seq + 1 }] : []),
];

/**
 * Walks the lines of a log from the first to the last and finds where they are not what was written. Every fault is
 * told once, where it is: what follows a changed line is judged by what that line claims to be.
 */
export class Verifier {
  readonly #findings: AuditFinding[] = [];
  readonly #anchor: Anchor | null;
  #gaps: Gap[] = [];
  /** The line before: its hash is null when nothing can be said about the link to it. */
  #before: { readonly hash: string | null; readonly place: Place } = { hash: genesis, place: { file: '', line: 1 } };
  #highest = 0;
  /** Lines behind the last one that claims a place which claim none: each is in the place of one, or was put in. */
  #nameless = 0;
  #faulty = false;

  /** @param anchor as it was read before the first line, so that lines written meanwhile are no fault */
  constructor(anchor: Anchor | null) {
    this.#anchor = anchor;
  }

  /** Judges one line; answers what it says when it is as it was written. */
  take(file: string, line: number, text: string): AuditLine | null {
    const place = { file, line };
    const whole = unseal(text);
    const claim = whole ?? claimOf(text);
    this.#faulty = false;
    if (whole === null) this.#find('changed', place);
    if (claim === null) this.#nameless += 1;
    else {
      this.#count(claim.seq - 1);
      this.#place(claim.seq, place);
    }
    if (whole !== null) this.#link(whole, place);
    if (whole !== null && 'action' in whole) this.#confess(whole.action, place);
    if (whole?.seq === this.#anchor?.seq && whole?.hash !== this.#anchor?.hash) this.#find('changed', place);
    this.#before = { hash: claim?.hash ?? null, place };
    return whole;
  }

  /** All findings, in the order of the lines. */
  end(): readonly AuditFinding[] {
    const anchor = this.#anchor;
    this.#count(anchor?.seq ?? 0);
    const gaps = this.#gaps.map((gap) => this.#finding('removed', gap, gap.last - gap.first + 1));
    const all = [...this.#findings, ...gaps];
    const { file, line } = this.#before.place;
    if (anchor === null && this.#highest > 0) all.push(this.#finding('anchor-missing', { file, line }, 1));
    if (anchor !== null && anchor.seq > this.#highest) {
      const next = file === anchor.file ? line + 1 : 1;
      all.push(this.#finding('truncated', { file: anchor.file, line: next }, anchor.seq - this.#highest));
    }
    return all.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  }

  /** What was missing when the log went on is told for good: whoever removed it would else be hidden by the next entry. */
  #confess(action: string, place: Place): void {
    const fault = confessions.get(action);
    if (fault !== undefined) this.#find(fault, place);
  }

  /** Has the lines that claim no place stand for those that are missing up to this number. */
  #count(seq: number): void {
    this.#highest += Math.max(0, Math.min(this.#nameless, seq - this.#highest));
    this.#nameless = 0;
  }

  /** Where the line stands in the counting. */
  #place(seq: number, place: Place): void {
    if (seq > this.#highest) {
      if (seq > this.#highest + 1) this.#gaps.push({ first: this.#highest + 1, last: seq - 1, ...place });
      this.#highest = seq;
      return;
    }
    const gap = this.#gaps.find(({ first, last }) => first <= seq && seq <= last);
    if (gap === undefined) {
      this.#find('added', place);
      return;
    }
    this.#gaps = this.#gaps.flatMap((one) => (one === gap ? without(gap, seq) : [one]));
    this.#find('reordered', place);
  }

  /**
   * A link that does not fit while the counting does: the line before was rewritten, hash and all. Next to a fault that
   * has been told already, a link that does not fit is no news.
   */
  #link({ prev }: AuditLine, place: Place): void {
    const { hash, place: before } = this.#before;
    if (hash === null || hash === prev || this.#faulty) return;
    const isBehindGap = this.#gaps.some((gap) => gap.file === place.file && gap.line === place.line);
    const isTold = this.#findings.some((one) => one.file === before.file && one.line === before.line);
    if (!isBehindGap && !isTold) this.#find('changed', before.file === '' ? place : before);
  }

  #find(fault: AuditFinding['fault'], place: Place): void {
    if (this.#faulty) return;
    this.#faulty = true;
    this.#findings.push(this.#finding(fault, place, 1));
  }

  #finding(fault: AuditFinding['fault'], { file, line }: Place, count: number): AuditFinding {
    return { fault, file, line, count };
  }
}
