import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { startSshd } from '../../support/sshd.ts';
import { pem, startTlsFront, type TlsFront } from '../../support/tls-front.ts';
import { folderWithCloud, folderWithVault, masterPassword, vmdeck } from './support/vmdeck.ts';

const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;

let simulator: Simulator;
let front: TlsFront;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  front = await startTlsFront(simulator.url, 'self-signed');
});

afterEach(async () => {
  await front.stop();
  await simulator.stop();
});

const environment = () => ({ VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: simulator.privateKey });
const run = (folder: string, args: readonly string[], more: Record<string, string> = {}) =>
  vmdeck(['connection', ...args, '--data-dir', folder, '--json'], { env: { ...environment(), ...more } });
const add = (folder: string, url: string, ...more: readonly string[]) =>
  run(folder, ['add', '--name', 'Lab', '--url', url, '--public-key', simulator.publicKey, ...more]);

it('trusts a certificate when its fingerprint is named', async () => {
  const folder = await folderWithVault();
  expect(await add(folder, front.url)).toMatchObject({ code: 0 });
  const refused = await run(folder, ['test', 'Lab']);
  expect(refused).toMatchObject({ code: 5 });
  expect(refused.stderr).toContain('tls.self-signed');
  const shown = await run(folder, ['trust', 'Lab']);
  expect(JSON.parse(shown.stdout)).toMatchObject([
    { accepted: false, problem: { code: 'tls.self-signed' }, chain: [{ sha256: fingerprint('self-signed') }] },
  ]);
  expect(await run(folder, ['trust', 'Lab', '--pin', fingerprint('expired')])).toMatchObject({ code: 5 });
  const pin = fingerprint('self-signed').replaceAll(':', '').toLowerCase();
  expect(JSON.parse((await run(folder, ['trust', 'Lab', '--pin', pin])).stdout)).toMatchObject([{ accepted: true }]);
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
});

it('takes a pin or an own authority when a connection is added', async () => {
  const pinned = await folderWithVault();
  expect(await add(pinned, front.url, '--pin', fingerprint('self-signed'))).toMatchObject({ code: 0 });
  expect(await run(pinned, ['test', 'Lab'])).toMatchObject({ code: 0 });
  const file = join(pinned, 'ca.pem');
  await writeFile(file, pem('ca'));
  front.show('trusted');
  expect(await run(pinned, ['test', 'Lab'])).toMatchObject({ code: 5 });
  const trust = ['connection', 'trust', 'Lab', '--data-dir', pinned, '--json', '--ca-file', file];
  const keyless = await vmdeck(trust, { env: environment() });
  expect([keyless.code, JSON.parse(keyless.stderr)]).toMatchObject([3, { error: { code: 'connection.key-needed' } }]);
  const keyed = await vmdeck([...trust, '--private-key-stdin'], { env: environment(), stdin: simulator.privateKey });
  expect(keyed).toMatchObject({ code: 0 });
  expect(await run(pinned, ['test', 'Lab'])).toMatchObject({ code: 0 });
});

it('changes what is said, and leaves the rest and the keys as they are', async () => {
  const folder = await folderWithCloud(simulator);
  const proxy = await startHttpProxy({ login: 'me:planted-word' });
  onTestFinished(() => proxy.stop());
  const way = ['--proxy', `http://me@127.0.0.1:${proxy.port}`, '--proxy-password-stdin', '--private-key-stdin'];
  const options = [...way, '--environment'];
  const { code, stdout } = await vmdeck(
    ['connection', 'edit', 'Lab', '--data-dir', folder, '--json', ...options, 'production', '--tag', 'a'],
    { env: environment(), stdin: `${simulator.privateKey}\nplanted-word\n` },
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ name: 'Lab', environment: 'production', tags: ['a'], color: 'teal' },
    proxy: { kind: 'http', user: 'me' },
  });
  expect(stdout).not.toContain('planted');
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
  expect(proxy.asks.length).toBeGreaterThan(0);
});

it('goes through a jump host when it is told to, with its key from standard input', async () => {
  const folder = await folderWithCloud(simulator);
  const server = await startSshd();
  onTestFinished(() => server.stop());
  const edit = ['connection', 'edit', 'Lab', '--data-dir', folder, '--json'];
  const options = ['--jump', `ssh://${server.user}@127.0.0.1:${server.port}`, '--jump-key-stdin'];
  const keyless = await vmdeck([...edit, ...options], { env: environment(), stdin: server.key });
  expect([keyless.code, JSON.parse(keyless.stderr)]).toMatchObject([3, { error: { code: 'connection.key-needed' } }]);
  const { code, stdout } = await vmdeck([...edit, ...options, '--private-key-stdin'], {
    ...{ env: environment(), stdin: `${simulator.privateKey}\n${server.key}` },
  });
  expect(code).toBe(0);
  const jump = { host: '127.0.0.1', port: server.port, user: server.user, login: 'key', hostKey: null };
  expect(JSON.parse(stdout)).toMatchObject({ jump });
  expect(stdout).not.toContain(server.key.split('\n')[1]);
  const asked = await run(folder, ['test', 'Lab']);
  expect([asked.code, JSON.parse(asked.stderr)]).toMatchObject([5, { error: { code: 'jump.host-key-unknown' } }]);
  const wrong = await run(folder, ['trust', 'Lab', '--host-key', `SHA256:${'a'.repeat(43)}`]);
  expect([wrong.code, JSON.parse(wrong.stderr)]).toMatchObject([5, { error: { code: 'jump.host-key-changed' } }]);
  const key = server.fingerprint('ed25519');
  const trusted = await run(folder, ['trust', 'Lab', '--host-key', key]);
  expect(trusted).toMatchObject({ code: 0 });
  expect(trusted.stdout).toContain(`ssh-ed25519 ${key}`);
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
  expect(server.log()).toContain('Accepted publickey');
  const spelled = await run(folder, ['edit', 'Lab', '--jump', `ssh://${server.user}@127.1:${server.port}`]);
  expect(JSON.parse(spelled.stdout)).toMatchObject({ jump: { ...jump, hostKey: `ssh-ed25519 ${key}` } });
  const keyed = ['--private-key-stdin'];
  const cloudKey = { env: environment(), stdin: simulator.privateKey };
  const other = await vmdeck([...edit, ...keyed, '--jump', 'ssh://somebody@jump.example'], cloudKey);
  expect([other.code, JSON.parse(other.stderr)]).toMatchObject([
    3,
    { error: { code: 'connection.jump-secret-needed' } },
  ]);
  expect(await vmdeck([...edit, ...keyed, '--jump', 'none'], cloudKey)).toMatchObject({ code: 0 });
  const { accepted } = server;
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
  expect(server.accepted).toBe(accepted);
});

it('reads the password of a proxy from the environment', async () => {
  const folder = await folderWithVault();
  const proxy = await startHttpProxy({ login: 'me:planted-word' });
  onTestFinished(() => proxy.stop());
  const added = await vmdeck(
    [
      ...['connection', 'add', '--data-dir', folder, '--json', '--name', 'Lab', '--url', simulator.url],
      ...['--public-key', simulator.publicKey, '--proxy', `http://me@127.0.0.1:${proxy.port}`],
    ],
    { env: { ...environment(), VMDECK_PROXY_PASSWORD: 'planted-word' } },
  );
  expect(added).toMatchObject({ code: 0 });
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
  expect(new Set(proxy.asks.map(({ login }) => login))).toEqual(new Set(['me:planted-word']));
});

it('keeps how consoles are believed, takes less without the key, and more with it', async () => {
  const folder = await folderWithCloud(simulator);
  const edit = ['connection', 'edit', 'Lab', '--data-dir', folder, '--json'];
  const pin = (pair: string): string => Array<string>(32).fill(pair).join(':');
  const pins = ['--console-pin', `One.example=${'ab'.repeat(32)}`, '--console-pin', `::1=${pin('CD')}`];
  expect(await run(folder, ['edit', 'Lab', '--console-tls', 'always'])).toMatchObject({ code: 0 });
  for (const options of [pins, ['--console-tls', 'offered']]) {
    const keyless = await run(folder, ['edit', 'Lab', ...options]);
    expect([keyless.code, JSON.parse(keyless.stderr)]).toMatchObject([3, { error: { code: 'connection.key-needed' } }]);
  }
  const stdin = simulator.privateKey;
  const keyed = await vmdeck([...edit, ...pins, '--private-key-stdin'], { env: environment(), stdin });
  expect([keyed.code, JSON.parse(keyed.stdout)]).toMatchObject([
    0,
    {
      consoleTls: 'always',
      consolePins: [
        { host: 'one.example', sha256: pin('AB') },
        { host: '::1', sha256: pin('CD') },
      ],
    },
  ]);
  const none = ['--console-pin', 'none', '--console-tls', 'offered', '--private-key-stdin'];
  const reset = await vmdeck([...edit, ...none], { env: environment(), stdin });
  expect(JSON.parse(reset.stdout)).toMatchObject({ consoleTls: 'offered', consolePins: [] });
  expect(await run(folder, ['test', 'Lab'])).toMatchObject({ code: 0 });
});

it('gives no name to two connections', async () => {
  const folder = await folderWithCloud(simulator);
  const taken = await add(folder, front.url);
  expect([taken.code, JSON.parse(taken.stderr)]).toMatchObject([3, { error: { code: 'connection.name-taken' } }]);
  expect(await run(folder, ['add', '--name', 'B', '--url', front.url, '--public-key', 'k'])).toMatchObject({ code: 0 });
  const renamed = await run(folder, ['edit', 'B', '--name', 'Lab']);
  expect([renamed.code, JSON.parse(renamed.stderr)]).toMatchObject([3, { error: { code: 'connection.name-taken' } }]);
  expect(await run(folder, ['edit', 'B', '--name', 'B', '--tag', 'a'])).toMatchObject({ code: 0 });
});

it('switches a connection off and on', async () => {
  const folder = await folderWithCloud(simulator);
  expect(await run(folder, ['disable', 'Lab'])).toMatchObject({ code: 0 });
  const listed = await vmdeck(['vm', 'list', 'Lab', '--data-dir', folder, '--json'], { env: environment() });
  expect(listed.stderr).toContain('connection.disabled');
  expect(simulator.log).toEqual([]);
  expect(await run(folder, ['enable', 'Lab'])).toMatchObject({ code: 0 });
  const again = await vmdeck(['vm', 'list', 'Lab', '--data-dir', folder, '--json'], { env: environment() });
  expect(JSON.parse(again.stdout)).toHaveLength(14);
});

it.each([
  [['--proxy', 'http://me:planted@127.0.0.1:1'], 2],
  [['--proxy', 'ftp://127.0.0.1'], 2],
  [['--proxy', 'http://100%@127.0.0.1:1'], 2],
  [['--proxy', 'http://me@127.0.0.1:1'], 3],
  [['--pin', 'abc'], 2],
  [['--concurrency', '0'], 2],
  [['--other-url', 'cloud.example'], 2],
  [['--other-url', 'https://one.example/api?token=planted'], 2],
  [['--other-url', 'https://one.example', '--other-url', 'http://two.example'], 3],
  [['--console-tls', 'never'], 2],
  [['--console-pin', `planted=${'ab'.repeat(31)}`], 2],
  [['--console-pin', 'none', '--console-pin', `One.example=${'ab'.repeat(32)}`], 2],
  [['--ca-file', 'no/such/file'], 2],
  [['--proxy-password', 'planted'], 2],
  [['--jump', 'ssh://me:planted@127.0.0.1'], 2],
  [['--jump-key', 'planted'], 2],
  [['--jump', 'ssh://100%@127.0.0.1'], 2],
  [['--jump', '127.0.0.1'], 2],
  [['--jump-login', 'password'], 2],
  [['--jump', 'ssh://me@127.0.0.1', '--jump-host-key', 'MD5:aa'], 2],
])('refuses %j', async (options, code) => {
  const answer = await add(await folderWithVault(), simulator.url, ...options);
  expect(answer.code).toBe(code);
  expect(answer.stderr).not.toContain('planted');
});
