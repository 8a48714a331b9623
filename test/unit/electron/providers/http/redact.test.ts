import { describe, expect, it } from 'vitest';
import { redactFields, redactText } from '../../../../../electron/providers/http/redact.ts';

const names = [
  ...['Signature', 'PublicKey', 'PrivateKey', 'Authorization', 'ApiKey', 'Cookie', 'SSOToken', 'token', 'UserData'],
  ...['Password', 'VNCPassword', 'SpicePassword', 'spice_password_plaintext', 'vncUrl', 'LoginPwd'],
  ...['ticket', 'VNCTicket', 'SessionId', 'session_id', 'cloud_init', 'CloudInit'],
  ...['ssh_key', 'SSHKey', 'access_key', 'AccessKeyId', 'passphrase', 'credential', 'UserDataBase64', 'SessionIds'],
  ...[
    'startupScript',
    'Signatures',
    'CookieValue',
    '密码',
    '登录密码',
    '访问密钥',
    '私钥',
    '公钥',
    '签名',
    '密钥ID',
    '密码2',
  ],
];

describe('redacting', () => {
  it.each(names)('hides the value of %s in fields and in sentences', (name) => {
    const planted = '!pl4nted-value';
    const texts = [
      `${name}=${planted}`,
      `${name}: ${planted}`,
      `${name}：${planted}`,
      `{"${name}":"${planted}"}`,
      `bad ${name} = '${planted}'`,
      `${name} => ${planted}`,
      `{"${name}":"a\\"${planted}"}`,
      `{'${name}': 'a\\'${planted}'}`,
      String.raw`{"body":"{\"${name}\":\"${planted}\"}"}`,
      String.raw`{"body":"{\"${name}\":\"a\\\"${planted}\",\"size\":1}"}`,
      `"${name}":"${planted}\\`,
      String.raw`${name}="C:\dir\" token="${planted}"`,
      String.raw`{'${name}':'C:\\dir\\', 'token' : 'a ${planted}'}`,
      String.raw`{\"${name}\":\"ab\\\",${planted}\"}`,
      String.raw`{\'${name}\': \'${planted}\'}`,
      String.raw`{\\\\\\\"${name}\\\\\\\":\\\\\\\"${planted}\\\\\\\"}`,
      `${name}: Bearer ${planted}`,
      `${name}: {"authorization": Bearer ${planted}}`,
      `Req{msg='bad ${name}: abc', password='${planted}'}`,
      `msg="login failed: ${name}=abc" token="${planted}"`,
      `-H "${name}: abc" --password="${planted}"`,
      `url="https://gw/?${name}=YWJj=" password="${planted}"`,
      `err="invalid ${name}: unexpected:" password="${planted}"`,
      String.raw`msg="missing \"${name}\":" password="${planted}"`,
      `${name}=password=Bearer ${planted}`,
      `${name} => password="${planted}"`,
      `${name}: password = '${planted}'`,
      `${name}="a"x${planted}"`,
    ];
    expect(redactFields({ [name]: planted })[name]).not.toContain(planted);
    for (const text of texts) expect(redactText(text)).not.toContain(planted);
  });

  it.each(['API-Key', 'x-auth-token', 'Session-ID', 'adminPassword2'])('hides what stands behind %s', (name) => {
    expect(redactText(`refused, ${name}: pl4nted`)).toBe(`refused, ${name}: [secret]`);
    expect(redactText(`size=1,${name}=pl4nted,colour=red`)).toBe(`size=1,${name}=[secret],colour=red`);
  });

  it('leaves what surrounds a value in a sentence as it is', () => {
    expect(redactText(String.raw`{\"password\":\"pl4nted\",\"size\":\"big\"}`)).toBe(
      String.raw`{\"password\":[secret],\"size\":\"big\"}`,
    );
    expect(redactText(String.raw`field \"password\": \"pl4nted\" of VM vm-1 is too short`)).toBe(
      String.raw`field \"password\": [secret] of VM vm-1 is too short`,
    );
    expect(redactText("Invalid credentials: it's disabled since 2026-01-01")).toBe(
      "Invalid credentials: [secret]'s disabled since 2026-01-01",
    );
    expect(redactText('{"Message":"Invalid token=pl4nted","RequestId":"r-1"}')).toBe(
      '{"Message":"Invalid token=[secret]","RequestId":"r-1"}',
    );
    expect(redactText('登录密码：pl4nted，长度不够')).toBe('登录密码：[secret]，长度不够');
    expect(redactText('密码: 长度必须为8至30位')).toBe('密码: 长度必须为8至30位');
    expect(redactText('密码错误, 请重试')).toBe('密码错误, 请重试');
  });

  it('hides known secrets wherever they stand', () => {
    expect(redactText('key abcd1234 is unknown', ['abcd1234'])).toBe('key [secret] is unknown');
    for (const text of ['password: abcd1234', '密码：abcd1234', 'token=x-abcd1234[1'])
      expect(redactText(`${text}, and no more`, ['abcd1234'])).toMatch(/^[^[]+\[secret\], and no more$/);
  });

  it('hides a signature that the cloud names without being asked', () => {
    const expected = 'b9a1c2'.repeat(7).slice(0, 40);
    expect(redactText(`wrong signature, expected ${expected}, got ${expected.toUpperCase()}.`)).toBe(
      'wrong signature, expected [secret], got [secret].',
    );
  });

  it('hides what follows a scheme of authorisation', () => {
    expect(redactText('Authorization: Bearer abc.def')).not.toContain('abc.def');
  });

  it.each(['https://me:pl4nted@h.example/x', '(socks5://pl4nted@h.example)', 'HTTP://me:pl4n@ted@h.example:1'])(
    'hides the login in %s',
    (address) => {
      const text = redactText(`cannot reach ${address}`);
      expect(text).not.toMatch(/pl4n|ted@/);
      expect(text).toContain('://[secret]@h.example');
    },
  );

  it.each([
    '签名方法',
    'KeyboardLayout',
    'AssignedHost',
    'SessionAffinity',
    'Description',
    'SignatureMethod',
    'SessionIdleTime',
  ])('shows %s, which is none', (name) => {
    expect(redactFields({ [name]: 'us' })).toEqual({ [name]: 'us' });
    expect(redactText(`${name}=us`)).toBe(`${name}=us`);
  });

  it('leaves an address without a login as it is', () => {
    for (const text of ['see https://h.example/a@b', 'https://h.example?x=a@b', 'ask me@h.example'])
      expect(redactText(text)).toBe(text);
  });

  it('leaves the rest readable, on one line and of bounded length', () => {
    expect(redactText('VM vm-1\nnot found')).toBe('VM vm-1 not found');
    expect(redactText('x'.repeat(2000)).length).toBeLessThan(600);
    expect(redactFields({ action: 'StartVMInstance', ms: 3 })).toEqual({ action: 'StartVMInstance', ms: 3 });
  });
});
