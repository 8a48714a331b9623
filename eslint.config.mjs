import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * @param {string} what
 * @param {string} where
 */
const onlyIn = (what, where) => `Only ${where} may use ${what}.`;

/** Electron's process-crossing calls belong to one binder each; everything else goes through the contract. */
const crossing = [
  { selector: "CallExpression[callee.property.name='executeJavaScript']", message: 'Renderers run no code from main.' },
  {
    selector: "MemberExpression[property.name='send'][object.property.name='webContents']",
    message: onlyIn('webContents.send', 'electron/ipc/events.ts'),
  },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
];

const electronOnlyIn = {
  paths: [
    { name: 'electron', importNames: ['ipcMain'], message: onlyIn('ipcMain', 'electron/ipc/') },
    { name: 'electron', importNames: ['ipcRenderer'], message: onlyIn('ipcRenderer', 'electron/preload/') },
    { name: 'electron', importNames: ['BrowserWindow'], message: onlyIn('BrowserWindow', 'electron/windows/') },
  ],
};

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', '.runtime/**', 'node_modules/**', 'test-results/**', 'test/fixtures/layers/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-restricted-syntax': ['error', ...crossing],
      'no-restricted-imports': ['error', electronOnlyIn],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['electron/ipc/**', 'electron/preload/**', 'electron/windows/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: ['electron/ipc/events.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-syntax': [
        'error',
        ...crossing,
        { selector: 'JSXText[value=/[A-Za-z\\u4e00-\\u9fff]{2,}/]', message: 'Text goes through t().' },
      ],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: globals.node } },
  {
    files: ['*.config.ts', 'electron.vite.config.ts', 'eslint.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
