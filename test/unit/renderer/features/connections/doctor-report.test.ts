import { expect, it } from 'vitest';
import { reportText } from '../../../../../renderer/features/connections/doctor-report.ts';
import { translator } from '../../../../../shared/i18n/translate.ts';
import type { DoctorStep } from '../../../../../shared/model/doctor.ts';

const server = 'cloud.example:443';
const none = { ms: null, said: null, params: {}, error: null } as const;
const steps: readonly DoctorStep[] = [
  { ...none, step: 'tcp', server, state: 'done', ms: 12, said: 'connected', params: { port: 443 } },
  {
    ...{ ...none, step: 'login', server: '', state: 'failed', ms: 80 },
    error: {
      code: 'cloud.refused',
      params: { code: 299, message: 'no such user Alice' },
      detail: { code: '299', message: 'no such user Alice' },
    },
  },
  { ...none, step: 'list', server: '', state: 'skipped', said: 'not-reached' },
];

it('tells steps, times and codes, and nothing that the cloud said in its own words', () => {
  const text = reportText(translator('en'), Date.UTC(2030, 0, 2), steps);
  const [at, ...lines] = text.split('\n');
  expect(at).toBe('2030-01-02T00:00:00.000Z');
  expect(lines[0]).toBe('Connection cloud.example:443: works (12 ms) A connection to port 443 is accepted.');
  expect(lines[1]).toMatch(/^Login: fails \(80 ms\) \[cloud\.refused 299\] The cloud refused with code 299: … /);
  expect(lines[2]).toBe('One page of VMs: not tried Not tried, because a step before fails.');
  expect(text).not.toContain('Alice');
});

it('tells of a remark what was answered, and nothing that the cloud said in its own words', () => {
  const refused = steps.flatMap(({ error }) => error ?? [])[0] ?? null;
  const spice = { ...none, step: 'console', server: 'SPICE', state: 'warned', said: 'console-refused' } as const;
  const text = reportText(translator('en'), 0, [{ ...spice, ms: 5, error: refused }]);
  expect(text).toMatch(
    /works, with a remark \(5 ms\) \[cloud\.refused 299\] The cloud gives no console of this kind .*/,
  );
  expect(text).toMatch(/The cloud refused with code 299: …$/);
});

it('names the account of the jump host neither where it is let in nor where it is not', () => {
  const jump = { step: 'jump', server: 'jump.example:22', ms: 3 } as const;
  const text = reportText(translator('en'), 0, [
    { ...none, ...jump, state: 'done', said: 'jump', params: { user: 'alice.admin', key: 'ssh-ed25519 SHA256:x' } },
    {
      ...{ ...none, ...jump, state: 'failed' },
      error: {
        code: 'jump.login',
        params: { jump: 'jump.example', user: 'alice.admin', methods: 'publickey' },
        detail: null,
      },
    },
  ]);
  expect(text).toContain('The host key is the trusted one (ssh-ed25519 SHA256:x), and … is let in.');
  expect(text).toContain('The jump host jump.example did not let … in. It accepts: ');
  expect(text).not.toContain('alice');
});

it('says of one that was stopped that it was', () => {
  expect(reportText(translator('zh-CN'), null, steps.slice(0, 1))).toMatch(/^已停止.*\n/);
});
