import { expect, it } from 'vitest';
import { webConsoleLink, webConsoleSchema } from '../../../../shared/model/web-console.ts';

const at = { sessionId: 'tssid-1/../?a=b', vmId: 'vm-1', region: '{vm}' };

it('puts each value in its place, as text that chooses no other page', () => {
  const template = webConsoleSchema.parse(' https://c.example/vnc/{session}?vm={vm}&r={region}#{session} ');
  const link = webConsoleLink(template, at);
  expect(link).toBe('https://c.example/vnc/tssid-1%2F..%2F%3Fa%3Db?vm=vm-1&r=%7Bvm%7D#tssid-1%2F..%2F%3Fa%3Db');
  expect(new URL(link).origin).toBe('https://c.example');
});

it.each(['', '.', '..'])('takes no %j in a place', (value) => {
  for (const name of ['sessionId', 'vmId', 'region'] as const) {
    const asked = () => webConsoleLink('https://c.example/a/{session}/{vm}/{region}', { ...at, [name]: value });
    expect(asked).toThrow('answer.unexpected');
  }
});

it.each([
  'https://c.example/vnc',
  'https://{session}.example/',
  'https://c.example{session}/',
  'https://c.example:{session}/',
  'https://me:word@c.example/{session}',
  'https://c.example\\@d.example/{session}',
  'ftp://c.example/{session}',
  'javascript:alert({session})',
  'https://c.example/{session}/{user}',
  'https://c.example/ {session}',
  '{session}',
])('does not take %s', (template) => {
  expect(webConsoleSchema.safeParse(template).success).toBe(false);
});
