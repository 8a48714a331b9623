import { expect, it } from 'vitest';
import { fallsToPlain, holdsKey, isPlainHttp, withoutFall } from '../../../../shared/model/address.ts';

it.each([
  ['https://cloud.example/api', false],
  ['https://cloud.example/key/token?Region=cn-1#top', false],
  ['https://cloud.example/api?key=abc', true],
  ['https://cloud.example/api?Region=cn-1&Access_Token=abc', true],
  [' https://cloud.example/api?sk=abc', true],
  ['https://cloud.example/api?Signature', true],
  ['https://cloud.example/api?sort=key', false],
  ['https://cloud.example/api#password=abc', true],
])('%s holds a key: %s', (address, held) => {
  expect(holdsKey(address)).toBe(held);
});

it.each([
  [['https://a.example', 'https://b.example'], false],
  [['http://a.example', 'http://b.example'], false],
  [['http://a.example', 'https://b.example'], false],
  [['https://a.example', 'http://b.example'], true],
  [['http://a.example', 'HTTPS://b.example', 'https://c.example', 'http://d.example'], true],
])('%j falls to plain http: %s', (addresses, falls) => {
  expect(fallsToPlain(addresses)).toBe(falls);
});

it('of addresses that are tried none ends the encryption', () => {
  const [a, b, c, d] = ['http://a.example', 'HTTPS://b.example', 'http://c.example', 'https://d.example'];
  expect(withoutFall([a, b, c, d])).toEqual([a, b, d]);
  expect(withoutFall([a, c])).toEqual([a, c]);
});

it('sees plain HTTP however it is written', () => {
  expect(isPlainHttp(' HTTP://cloud.example')).toBe(true);
  expect(isPlainHttp('https://cloud.example')).toBe(false);
});
