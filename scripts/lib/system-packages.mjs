import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tailOf } from './npm.mjs';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';
import { findMissing } from './system-probe.mjs';
import { linuxRequirements } from './system-requirements.mjs';

/** @typedef {import('./system-requirements.mjs').Requirement} Requirement */
/** @typedef {'apt' | 'dnf' | 'pacman'} PackageManager */

const aptLimitMs = 20 * 60_000;
const aptQueryLimitMs = 30_000;

const installLine = {
  apt: 'sudo apt-get update && sudo apt-get install --no-install-recommends',
  dnf: 'sudo dnf install --setopt=install_weak_deps=False',
  pacman: 'sudo pacman -S --needed',
};

/**
 * @param {string} osRelease the text of /etc/os-release
 * @returns {PackageManager | undefined}
 */
export function packageManagerOf(osRelease) {
  const field = (/** @type {string} */ name) =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1]?.toLowerCase().split(' ') ?? [];
  const ids = [...field('ID'), ...field('ID_LIKE')];
  if (ids.some((id) => id === 'debian' || id === 'ubuntu')) return 'apt';
  if (ids.some((id) => id === 'fedora' || id === 'rhel' || id === 'centos')) return 'dnf';
  if (ids.includes('arch')) return 'pacman';
  return undefined;
}

/**
 * @param {string} policy what `apt-cache policy NAME…` printed in the C locale
 * @returns {Set<string>} the packages that can be installed
 */
export const parseCandidates = (policy) =>
  new Set([...policy.matchAll(/^(\S+):\n(?: .*\n)*? +Candidate: (?!\(none\))/gm)].map((match) => match[1] ?? ''));

/**
 * @param {readonly Requirement[]} missing
 * @param {PackageManager} manager
 * @param {ReadonlySet<string>} candidates what apt can install; empty when its lists were never fetched
 * @returns {string[]} package names without repetition
 */
export function packagesFor(missing, manager, candidates) {
  const names = missing.flatMap((requirement) => {
    if (manager !== 'apt') return requirement[manager] ?? [];
    const known = requirement.apt.find((name) => candidates.has(name));
    return known ?? (requirement.optional === true ? [] : (requirement.apt.at(-1) ?? []));
  });
  return [...new Set(names)];
}

/**
 * @typedef {object} SystemContext
 * @property {NodeJS.Platform} platform
 * @property {number} uid 0 for root
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./lifetime.mjs').Lifetime} lifetime
 * @property {string} [osReleaseFile]
 * @property {readonly Requirement[]} [requirements]
 */

/**
 * Installs what the system lacks where we may (root on Debian or Ubuntu), and otherwise stops with the exact line
 * that installs it.
 *
 * @param {SystemContext} context
 * @returns {Promise<string>} what was done
 */
export async function ensureSystemPackages(context) {
  const { platform, uid, env, lifetime, osReleaseFile = '/etc/os-release', requirements = linuxRequirements } = context;
  if (platform !== 'linux') return 'nothing needed on this system';
  const osRelease = existsSync(osReleaseFile) ? await readFile(osReleaseFile, 'utf8') : '';
  const manager = packageManagerOf(osRelease);
  const relevant = requirements.filter(
    (requirement) => manager === undefined || (manager === 'apt' ? requirement.apt[0] : requirement[manager]),
  );
  const missing = await findMissing(relevant, env, lifetime);
  const needed = missing.filter((requirement) => requirement.optional !== true);
  if (needed.length === 0) return 'all present';

  if (manager === undefined) throw new SetupError(`This system lacks:\n  ${needed.map(describe).join('\n  ')}`);
  if (manager === 'apt' && uid === 0) return installWithApt(missing, relevant, context);

  const candidates = manager === 'apt' ? await aptCandidates(needed, context) : new Set([]);
  const names = packagesFor(needed, manager, candidates);
  throw new SetupError(
    `This system lacks ${needed.map(describe).join(', ')}.\nInstall it with\n\n  ${installLine[manager]} ${names.join(' ')}\n\nand run the command again.`,
  );
}

/**
 * @param {readonly Requirement[]} missing
 * @param {readonly Requirement[]} relevant
 * @param {SystemContext} context
 */
async function installWithApt(missing, relevant, context) {
  const { env, lifetime } = context;
  const apt = async (/** @type {string[]} */ ...args) => {
    const result = await run(lifetime, 'apt-get', args, {
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      timeoutMs: aptLimitMs,
    });
    if (result.code !== 0) {
      throw new SetupError(`apt-get ${args.join(' ')} failed (exit code ${result.code}):\n${tailOf(result)}`);
    }
  };
  await apt('update');
  const names = packagesFor(missing, 'apt', await aptCandidates(missing, context));
  await apt('install', '-y', '--no-install-recommends', ...names);
  const left = (await findMissing(relevant, env, lifetime)).filter((requirement) => requirement.optional !== true);
  if (left.length > 0) {
    throw new SetupError(`apt-get installed ${names.join(' ')}, and yet missing: ${left.map(describe).join(', ')}`);
  }
  return `installed ${names.join(' ')}`;
}

/**
 * @param {readonly Requirement[]} requirements
 * @param {SystemContext} context
 */
async function aptCandidates(requirements, { env, lifetime }) {
  const names = [...new Set(requirements.flatMap((requirement) => requirement.apt))];
  const options = { env: { ...env, LC_ALL: 'C' }, timeoutMs: aptQueryLimitMs };
  return parseCandidates((await run(lifetime, 'apt-cache', ['policy', ...names], options)).stdout);
}

/** @param {Requirement} requirement */
function describe({ probe }) {
  if ('library' in probe) return probe.library;
  if ('program' in probe) return probe.program;
  if ('fileIn' in probe) return probe.fileIn.name;
  return 'fontLanguage' in probe ? `a font for ${probe.fontLanguage}` : `the font ${probe.fontFamily}`;
}
