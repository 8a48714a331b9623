import { expect, it } from 'vitest';
import { secondsLeft } from '../../../../renderer/ui/wait.ts';
import type { ErrorData } from '../../../../shared/errors/app-error.ts';

const wait: ErrorData = { code: 'vault.wait', params: { count: 8 }, detail: null };

it('counts down from the seconds that main named, and never below none', () => {
  expect([10_000, 10_001, 11_000, 17_999, 18_000, 90_000].map((now) => secondsLeft(wait, 10_000, now))).toEqual([
    ...[8, 8, 7, 1, 0, 0],
  ]);
});

it('is nothing after any other failure, or none', () => {
  expect(secondsLeft({ ...wait, code: 'vault.wrong-password' }, 0, 0)).toBe(0);
  expect(secondsLeft(null, 0, 0)).toBe(0);
});
