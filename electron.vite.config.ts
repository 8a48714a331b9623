import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Parts of ssh2 that have to be compiled, which it does without. */
const absent = ['cpu-features', /sshcrypto\.node$/];

/** Electron 33 (Node 20, Chromium 130) is the oldest runtime that the code runs on. */
const node = 'node20.18';
const chromium = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: 'out/main',
      externalizeDeps: false,
      lib: { entry: 'electron/main.ts', formats: ['cjs'], fileName: () => 'main.cjs' },
      rolldownOptions: { external: ['electron', /^node:/, '@node-rs/argon2', ...absent] },
      sourcemap: true,
      minify: false,
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'out/preload',
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { main: 'electron/preload/main.ts', console: 'electron/preload/console.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: true,
      // Pages come from app://, so the reload socket must be named.
      hmr: { host: '127.0.0.1', clientPort: 5173, protocol: 'ws' },
    },
    build: {
      target: chromium,
      outDir: 'out/renderer',
      emptyOutDir: true,
      rolldownOptions: { input: { main: 'renderer/main.html', console: 'renderer/console.html' } },
    },
  },
});
