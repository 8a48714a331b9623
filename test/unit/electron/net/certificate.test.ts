import { expect, it } from 'vitest';
import { oneLine } from '../../../../electron/net/certificate.ts';

it.each([
  ['O=Example\nCN=cloud.example', 'O=Example, CN=cloud.example'],
  ['CN=\u202Eelpmaxe.duolc', 'CN=\\u{202e}elpmaxe.duolc'],
  ['CN=a\u200B\u0007\u2028b', 'CN=a\\u{200b}\\u{7}\\u{2028}b'],
  ['O=示例公司', 'O=示例公司'],
])('a name of a certificate is shown without what deceives the eye: %j', (name, shown) => {
  expect(oneLine(name)).toBe(shown);
});
