import { describe, expect, it } from 'vitest';
import { consoleFlow, readFromWindow, readToWindow } from '../../../../shared/model/console-wire.ts';

describe('the console wire', () => {
  it('lets a view acknowledge before main stops waiting for it', () => {
    expect(consoleFlow.ackEvery).toBeLessThan(consoleFlow.resumeAt);
    expect(consoleFlow.resumeAt).toBeLessThan(consoleFlow.pauseAt);
  });

  it('takes bytes, acknowledgements and a close from a window', () => {
    const bytes = Uint8Array.of(1, 2);
    expect(readFromWindow(bytes)).toBe(bytes);
    expect(readFromWindow({ t: 'ack', bytes: 7 })).toEqual({ t: 'ack', bytes: 7 });
    expect(readFromWindow({ t: 'close', extra: 'dropped' })).toEqual({ t: 'close' });
  });

  it.each([
    null,
    undefined,
    'close',
    [],
    {},
    { t: 'open' },
    { t: 'ack' },
    { t: 'ack', bytes: -1 },
    { t: 'ack', bytes: 0 },
    { t: 'ack', bytes: 1.5 },
    { t: 'ack', bytes: Number.NaN },
    { t: 'ack', bytes: '5' },
    new ArrayBuffer(4),
    new Uint16Array(2),
  ])('refuses %j from a window', (message) => {
    expect(readFromWindow(message)).toBeNull();
  });

  it('takes open, bytes, acknowledgements and a close with its reason from main', () => {
    const error = { code: 'console.lost', params: { seconds: 3, host: 'h' }, detail: { code: 'ECONNRESET' } };
    expect(readToWindow({ t: 'open' })).toEqual({ t: 'open' });
    expect(readToWindow({ t: 'ack', bytes: 1 })).toEqual({ t: 'ack', bytes: 1 });
    expect(readToWindow({ t: 'close', error: null })).toEqual({ t: 'close', error: null });
    expect(readToWindow({ t: 'close', error })).toEqual({ t: 'close', error });
  });

  it.each([
    { t: 'close' },
    { t: 'close', error: { code: 'no.such.code', params: {}, detail: null } },
    { t: 'close', error: { code: 'internal', params: { a: {} }, detail: null } },
    { t: 'close', error: { code: 'internal', params: {}, detail: { message: 3 } } },
    { t: 'other' },
  ])('refuses %j from main', (message) => {
    expect(readToWindow(message)).toBeNull();
  });
});
