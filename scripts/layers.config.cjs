'use strict';

/*
 * The arrows of ARCHITECTURE.md as rules for dependency-cruiser; test/guards/layers.test.ts breaks each on purpose.
 * Imports of types count: tsPreCompilationDeps.
 */
const below = (...folders) => `^(${folders.join('|')})(/|$)`;
const electron = (...names) => names.map((name) => `electron/${name}`);
const shared = (...names) => names.map((name) => `shared/${name}`);
const renderer = (...names) => names.map((name) => `renderer/${name}`);
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Files in `from` may import, within `world`, only what `to` lists. */
const only = (name, from, world, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: below(...from) },
  to: { path: world, pathNot: to },
});

const domain = electron('providers', 'consoles', 'vault', 'audit');
const net = electron('net');
const edges = electron('windows', 'ipc', 'platform');
const within = (folders) => below(...folders);

/** Each of `folders` stays apart from the others. */
const siblings = (name, folders) =>
  folders.map((folder) => ({
    name,
    severity: 'error',
    comment: 'Siblings do not import each other; what they share lies below them, what joins them above.',
    from: { path: below(folder) },
    to: { path: below(...folders.filter((other) => other !== folder)) },
  }));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'No cycles, of types neither.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'What cannot be resolved cannot be judged by any other rule.',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\?[a-z]+$', '^virtual:'] },
    },

    only(
      'main-imports-app',
      ['electron/main\\.ts'],
      '^(electron|renderer|test|scripts)/',
      within(electron('app', 'cli')),
    ),
    {
      name: 'nobody-imports-main',
      severity: 'error',
      from: {},
      to: { path: '^electron/main\\.ts$' },
    },
    only(
      'edges-import-down',
      edges,
      '^(electron|renderer|test|scripts)/',
      within([...edges, ...electron('services'), ...domain, ...net]),
      'windows, ipc and platform import services and what lies below.',
    ),
    ...siblings('edges-apart', edges),
    only(
      'services-import-down',
      electron('services'),
      '^(electron|renderer|test|scripts)/',
      within([...electron('services'), ...domain, ...net]),
    ),
    only('domain-imports-down', domain, '^(electron|renderer|test|scripts)/', within([...domain, ...net])),
    ...siblings('domain-apart', domain),
    {
      name: 'vault-without-network',
      severity: 'error',
      from: { path: below('electron/vault') },
      to: { path: below(...net) },
    },
    only('net-imports-shared', net, '^(electron|renderer|test|scripts)/', within(net)),
    only(
      'cli-imports-services',
      electron('cli'),
      '^(electron|renderer|test|scripts)/',
      within([...electron('cli', 'services'), ...domain, ...net]),
    ),
    only('app-stays-in-electron', electron('app'), '^(renderer|test|scripts|electron/preload)/', []),
    {
      name: 'preload-imports-channels',
      severity: 'error',
      comment: 'The sandboxed preload holds the channel names and nothing else: no zod, no Node.',
      from: { path: below('electron/preload') },
      to: {
        pathNot: [below('electron/preload'), '^shared/ipc/channels\\.ts$', npm('electron')],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'preload-knows-the-contract',
      severity: 'error',
      comment: 'Types, which leave nothing behind when built, may come from the contract as a whole.',
      from: { path: below('electron/preload') },
      to: { pathNot: [below('electron/preload', 'shared/ipc'), npm('electron')] },
    },
    {
      name: 'preload-is-built-alone',
      severity: 'error',
      from: { pathNot: below('electron/preload') },
      to: { path: below('electron/preload') },
    },
    {
      name: 'electron-at-the-edges',
      severity: 'error',
      comment:
        'Only main, app, windows, ipc, platform and preload know Electron; end-to-end tests drive it and a loader starts it.',
      from: {
        pathNot: [
          '^electron/main\\.ts$',
          below(...electron('app', 'preload'), ...edges, 'test/e2e', 'scripts/runtime-loader'),
        ],
      },
      to: { path: npm('electron') },
    },

    {
      name: 'shared-imports-zod',
      severity: 'error',
      comment: 'shared runs anywhere: itself and zod, no Node, no DOM.',
      from: { path: below('shared') },
      to: { pathNot: [below('shared'), npm('zod')] },
    },
    only('shared-util', shared('util'), '^shared/', within(shared('util'))),
    only('shared-errors', shared('errors'), '^shared/', within(shared('errors', 'util'))),
    only('shared-model', shared('model'), '^shared/', within(shared('model', 'errors', 'util'))),
    only('shared-ipc', shared('ipc'), '^shared/', within(shared('ipc', 'model', 'errors', 'util'))),
    only('shared-i18n', shared('i18n'), '^shared/', within(shared('i18n', 'errors', 'util'))),

    {
      name: 'renderer-without-node',
      severity: 'error',
      comment: 'The renderer is sandboxed: shared and browser packages only.',
      from: { path: below('renderer') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-imports-shared',
      severity: 'error',
      from: { path: below('renderer') },
      to: { path: [below('electron', 'test', 'scripts'), npm('electron', 'electron-store')] },
    },
    {
      name: 'features-apart',
      severity: 'error',
      comment: 'Features never import each other; app joins them.',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    only(
      'features-import-down',
      renderer('features'),
      '^renderer/',
      within(renderer('features', 'console', 'api', 'ui', 'i18n')),
    ),
    only('console-imports-down', renderer('console'), '^renderer/', within(renderer('console', 'api', 'ui', 'i18n'))),
    only('ui-imports-i18n', renderer('ui'), '^renderer/', within(renderer('ui', 'i18n'))),
    only('api-stands-alone', renderer('api'), '^renderer/', within(renderer('api'))),
    only('i18n-stands-alone', renderer('i18n'), '^renderer/', within(renderer('i18n'))),

    {
      name: 'simulators-are-independent',
      severity: 'error',
      comment: 'A simulator is a witness against the client and shares no code with it.',
      from: { path: below('test/simulators') },
      to: { path: below('electron', 'renderer', 'shared') },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: below('electron', 'renderer', 'shared') },
      to: { path: below('test', 'scripts') },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist|\\.runtime)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
