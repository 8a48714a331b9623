/**
 * How to call npm from here: the very npm that started us where there is one, so that no shell and no second npm of
 * another version comes into play.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args, env) {
  const cli = env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) {
    return { command: process.execPath, args: [cli, ...args], shell: false };
  }
  return { command: 'npm', args: [...args], shell: process.platform === 'win32' };
}

/**
 * The last lines of what a program printed: enough to see why it failed.
 *
 * @param {import('./processes.mjs').RunResult} result
 */
export const tailOf = (result) =>
  [result.stdout, result.stderr]
    .join('\n')
    .split('\n')
    // Stack frames crowd out the message that says what happened.
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-15)
    .join('\n');
