import { describe, expect, it } from 'vitest';
import { SecretClipboard, type SystemClipboard } from '../../../../electron/services/secret-clipboard.ts';
import type { ClipboardState } from '../../../../shared/model/clipboard.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { HandClock } from '../consoles/support/clock.ts';

const secret = new Secret('hunter2!');

/** A clipboard that can be made to fail as those of desktops do. */
class Board implements SystemClipboard {
  text = '';
  readable = true;
  stuck = false;
  deaf = false;

  write(text: string): Promise<{ concealed: boolean }> {
    if (!this.deaf) this.text = text;
    return Promise.resolve({ concealed: true });
  }

  read(): Promise<string> {
    return this.readable ? Promise.resolve(this.text) : Promise.reject(new Error('not focused'));
  }

  clear(): Promise<void> {
    if (!this.stuck) this.text = '';
    return Promise.resolve();
  }
}

function start() {
  const board = new Board();
  const clock = new HandClock();
  const lines: string[] = [];
  const log = { write: (...line: readonly unknown[]) => void lines.push(JSON.stringify(line)) };
  const secrets = new SecretClipboard({ clipboard: board, clock, seconds: () => 20, log });
  const news: ClipboardState[] = [];
  secrets.onChange((state) => news.push(state));
  const heard = (count: number): Promise<void> => expect.poll(() => news.length).toBe(count);
  return { board, clock, secrets, news, heard, lines };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error as { code: string }).code,
  );

describe('a copied secret', () => {
  it('is taken off after its time, and not before', async () => {
    const { board, clock, secrets, news, heard } = start();
    expect(await secrets.copy(secret)).toEqual({ seconds: 20, concealed: true });
    expect(board.text).toBe('hunter2!');
    expect(secrets.state()).toEqual({ until: 20_000, problem: null });
    await clock.elapse(20_000);
    await heard(2);
    expect(board.text).toBe('');
    expect(news.at(-1)).toEqual({ until: null, problem: null });
  });

  it('makes room for what the person copies meanwhile', async () => {
    const { board, clock, secrets, heard } = start();
    await secrets.copy(secret);
    board.text = 'a shopping list';
    await clock.elapse(20_000);
    await heard(2);
    expect(board.text).toBe('a shopping list');
    expect(secrets.state().problem).toBeNull();
  });

  it('is timed anew when it is copied again', async () => {
    const { board, clock, secrets } = start();
    await secrets.copy(secret);
    await secrets.copy(new Secret('another'));
    await expect.poll(() => clock.asleep).toBe(1);
    await secrets.clear();
    expect(board.text).toBe('');
    expect(clock.asleep).toBe(0);
  });

  it('does not stay when a lock comes while it is being written', async () => {
    const { board, secrets } = start();
    const copying = codeOf(secrets.copy(secret));
    await secrets.clear();
    expect(await copying).toBe('cancelled');
    expect(board.text).toBe('');
    expect(secrets.state().until).toBeNull();
  });

  it.each(['stuck', 'unreadable'] as const)('is told of when it cannot be taken off: %s', async (how) => {
    const { board, clock, secrets, news, heard, lines } = start();
    await secrets.copy(secret);
    if (how === 'stuck') board.stuck = true;
    else board.readable = false;
    await clock.elapse(20_000);
    await heard(2);
    expect(news.at(-1)?.problem?.code).toBe('clipboard.not-cleared');
    expect(lines.join()).toContain('clipboard.not-cleared');
    expect(JSON.stringify([news, lines])).not.toContain('hunter2');
    Object.assign(board, { stuck: false, readable: true });
    await secrets.copy(secret);
    expect(secrets.state().problem).toBeNull();
  });

  it('is refused where the clipboard does not take it, or does not let it be checked', async () => {
    const { board, secrets, news } = start();
    board.text = 'theirs';
    board.deaf = true;
    expect(await codeOf(secrets.copy(secret))).toBe('clipboard.refused');
    expect(board.text).toBe('theirs');
    Object.assign(board, { deaf: false, readable: false });
    expect(await codeOf(secrets.copy(secret))).toBe('clipboard.refused');
    expect(board.text).toBe('');
    expect(news).toEqual([]);
  });
});
