import path from 'node:path';

/**
 * A benchmark as one file, built as the app is: what a development loader adds to every function is not measured.
 *
 * @param {string} root
 * @param {string} name of a file in test/bench, without its ending
 * @returns {Promise<string>} absolute path
 */
export async function buildBench(root, name) {
  const { build } = await import('vite');
  const outDir = path.join(root, 'out', 'bench');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    // A native module finds its parts by itself.
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: {
      ...{ ssr: `test/bench/${name}.ts`, outDir, target: 'node20.18', emptyOutDir: false, minify: false },
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
  return path.join(outDir, `${name}.mjs`);
}
