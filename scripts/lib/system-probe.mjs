import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';

/** @typedef {import('./system-requirements.mjs').Requirement} Requirement */

const probeLimitMs = 20_000;

/** An ordinary user's PATH often lacks the folders where ldconfig and Xvfb's siblings live. */
const extraFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * @param {string} name
 * @param {string | undefined} searchPath as in the environment's PATH
 * @returns {string | undefined} absolute path of the program
 */
export function findProgram(name, searchPath) {
  return [...(searchPath ?? '').split(path.delimiter), ...extraFolders]
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * @param {string} listing what `ldconfig -p` printed
 * @returns {Set<string>} sonames
 */
export const parseLibraries = (listing) =>
  new Set([...listing.matchAll(/^\s+(\S+) \(/gm)].map((match) => match[1] ?? ''));

/**
 * Looks for the things themselves rather than for package names, so that it holds on any distribution and for
 * anything installed by hand.
 *
 * @param {readonly Requirement[]} requirements
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<Requirement[]>} what is missing
 */
export async function findMissing(requirements, env, lifetime) {
  /**
   * @param {string} program
   * @param {string[]} args
   */
  const outputOf = async (program, args) => {
    const found = findProgram(program, env['PATH']);
    if (found === undefined) return undefined;
    return (await run(lifetime, found, args, { env: { ...env, LC_ALL: 'C' }, timeoutMs: probeLimitMs })).stdout;
  };
  const [libraryList, fontList] = await Promise.all([
    outputOf('ldconfig', ['-p']),
    outputOf('fc-list', ['--format', '%{lang}\t%{family}\n']),
  ]);
  const libraries = libraryList === undefined ? undefined : parseLibraries(libraryList);
  const fonts = (fontList ?? '').split('\n').map((line) => line.split('\t'));

  return requirements.filter(({ probe }) => {
    // Without ldconfig (NixOS, for one) libraries cannot be listed; Electron's own message will name what it lacks.
    if ('library' in probe) return libraries !== undefined && !libraries.has(probe.library);
    if ('program' in probe) return findProgram(probe.program, env['PATH']) === undefined;
    if ('fileIn' in probe) {
      return !probe.fileIn.folders.some((folder) => existsSync(path.join(folder, probe.fileIn.name)));
    }
    if ('fontLanguage' in probe) {
      return !fonts.some(([languages = '']) => languages.split('|').includes(probe.fontLanguage));
    }
    return !fonts.some(([, families = '']) => families.split(',').includes(probe.fontFamily));
  });
}
