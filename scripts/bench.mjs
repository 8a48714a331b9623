import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildBench } from './lib/bench-build.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { provisionNode } from './lib/provisioning.mjs';
import { sayOnStderr } from './lib/report.mjs';
import { SetupError } from './lib/setup-error.mjs';

const files = readdirSync(inProject('test', 'bench'), { withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
  .map((entry) => path.parse(entry.name))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

await runCommand(async (lifetime) => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => files.every((file) => file.name !== name));
  if (unknown !== undefined)
    throw new SetupError(`No benchmark "${unknown}": there are ${files.map(({ name }) => name).join(', ')}.`);
  await provisionNode(lifetime);
  let worst = 0;
  for (const { name, ext, base } of files) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    sayOnStderr(`\n${name}`);
    const script = ext === '.ts' ? await buildBench(projectRoot, name) : inProject('test', 'bench', base);
    // One process each, one after the other: they share nothing but the machine.
    const code = await runVisibly(lifetime, process.execPath, ['--expose-gc', script], { cwd: projectRoot });
    worst = Math.max(worst, code);
  }
  return worst;
});
