import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { putProgram, scratchFolder } from './scratch.ts';
import { lifetimeModule, requirementsModule, systemModule, type Requirement } from './scripts.ts';

const screen: Requirement = {
  probe: { program: 'vmdeck-test-screen' },
  apt: ['screen-t64', 'screen'],
  dnf: 'screen-fedora',
  pacman: 'screen-arch',
};
const sound: Requirement = { probe: { library: 'libvmdecktest.so.2' }, apt: ['sound'], dnf: 'snd', pacman: 'snd' };
const nicety: Requirement = { probe: { fontFamily: 'VMDeck Test' }, apt: ['fonts-nice'], optional: true };

const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\nVERSION_ID="12"\n';
const candidates = (...names: string[]) =>
  names.map((name) => `echo "${name}:"; echo "  Installed: (none)"; echo "  Candidate: 1.0"`).join('\n');

async function onSystem(
  osRelease: string,
  uid: number,
  requirements: readonly Requirement[] = [screen, sound, nicety],
) {
  const folder = await scratchFolder();
  const programs = path.join(folder, 'bin');
  await putProgram(programs, 'ldconfig', 'echo "	libc.so.6 (libc6,x86-64) => /lib/libc.so.6"');
  await putProgram(programs, 'fc-list', 'printf "en|zh-cn\\tNoto Sans CJK SC\\n"');
  await putProgram(programs, 'apt-cache', candidates('screen', 'sound', 'fonts-nice'));
  const osReleaseFile = path.join(folder, 'os-release');
  await writeFile(osReleaseFile, osRelease);
  const env = { PATH: `${programs}:/usr/bin:/bin` };
  const ensure = () =>
    lifetimeModule.withLifetime((lifetime) =>
      systemModule.ensureSystemPackages({ platform: 'linux', uid, env, lifetime, osReleaseFile, requirements }),
    );
  return { ensure, programs };
}

describe('system packages for an ordinary user', () => {
  it('stops with the apt line on Debian, under the names that this release has', async () => {
    const { ensure } = await onSystem(debian, 1000);
    await expect(ensure()).rejects.toThrow(
      'sudo apt-get update && sudo apt-get install --no-install-recommends screen sound\n',
    );
  });

  it('takes the newer name where the archive knows it', async () => {
    const { ensure, programs } = await onSystem('ID=ubuntu\nVERSION_ID="24.04"\n', 1000);
    await putProgram(programs, 'apt-cache', candidates('screen-t64', 'sound'));
    await expect(ensure()).rejects.toThrow('--no-install-recommends screen-t64 sound\n');
  });

  it.each([
    ['Fedora', 'ID=fedora\n', 'sudo dnf install --setopt=install_weak_deps=False screen-fedora snd\n'],
    ['Rocky', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'sudo dnf install'],
    ['Arch', 'ID=arch\n', 'sudo pacman -S --needed screen-arch snd\n'],
    ['Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'sudo apt-get update'],
  ])('stops with the line for %s', async (_name, osRelease, line) => {
    const { ensure } = await onSystem(osRelease, 1000);
    await expect(ensure()).rejects.toThrow(line);
  });

  it('names what is missing where the package manager is not known', async () => {
    const { ensure } = await onSystem('ID=gentoo\n', 1000);
    await expect(ensure()).rejects.toThrow(/vmdeck-test-screen[^]*libvmdecktest\.so\.2/);
  });

  it('does not stop for a nicety', async () => {
    const { ensure } = await onSystem(debian, 1000, [nicety]);
    await expect(ensure()).resolves.toBe('all present');
  });
});

describe('system packages for root on Debian', () => {
  it('updates once, installs what is missing with the niceties, and is then content', async () => {
    const { ensure, programs } = await onSystem(debian, 0, [screen, nicety]);
    const log = path.join(programs, 'log');
    const installs = `printf '#!/bin/sh\\n' > ${programs}/vmdeck-test-screen; chmod +x ${programs}/vmdeck-test-screen`;
    await putProgram(
      programs,
      'apt-get',
      `echo "$DEBIAN_FRONTEND $*" >> ${log}\nif [ "$1" = install ]; then ${installs}; fi`,
    );
    await expect(ensure()).resolves.toBe('installed screen fonts-nice');
    await expect(ensure()).resolves.toBe('all present');
    expect((await readFile(log, 'utf8')).trim().split('\n')).toEqual([
      'noninteractive update',
      'noninteractive install -y --no-install-recommends screen fonts-nice',
    ]);
  });

  it('passes on what apt-get says when it fails', async () => {
    const { ensure, programs } = await onSystem(debian, 0);
    await putProgram(programs, 'apt-get', 'echo "E: Unable to locate package" >&2; exit 100');
    await expect(ensure()).rejects.toThrow(/apt-get update failed \(exit code 100\):[^]*Unable to locate/);
  });

  it('does not believe an installation that brought nothing', async () => {
    const { ensure, programs } = await onSystem(debian, 0);
    await putProgram(programs, 'apt-get', 'exit 0');
    await expect(ensure()).rejects.toThrow('and yet missing: vmdeck-test-screen, libvmdecktest.so.2');
  });
});

describe('the list of requirements', () => {
  it('names a package for everything on Debian', () => {
    expect(requirementsModule.linuxRequirements.filter(({ apt }) => apt.length === 0)).toEqual([]);
  });

  it.each(['darwin', 'win32'] as const)('asks nothing on %s', async (platform) => {
    const result = lifetimeModule.withLifetime((lifetime) =>
      systemModule.ensureSystemPackages({ platform, uid: 501, env: {}, lifetime, requirements: [screen] }),
    );
    await expect(result).resolves.toBe('nothing needed on this system');
  });
});
