import { expect, it } from 'vitest';
import { hostPort } from '../../../../shared/util/host-port.ts';

it.each([
  ['cloud.example', 'cloud.example:443'],
  ['192.0.2.7', '192.0.2.7:443'],
  ['::1', '[::1]:443'],
  ['fe80::1%eth0', '[fe80::1%eth0]:443'],
])('writes %s and its port as %s', (host, text) => {
  expect(hostPort({ host, port: 443 })).toBe(text);
});
