import esx from 'eslint-plugin-es-x';
import tseslint from 'typescript-eslint';
import { boardRules } from './tools/eslint/board.js';
import { local } from './tools/eslint/plugin.js';

/** What runs on the board. */
const BOARD = ['firmware/**/*.ts', 'hal/board/**/*.ts', 'hal/machine.ts'];

/** What must give the same bits for the same inputs, and so never asks what time it is. */
const TIMELESS = ['hal/virtual/**/*.ts', 'sim/parts/**/*.ts', 'sim/plant/**/*.ts'];

const CLOCK = 'Take the time from the simulated world; the same inputs must give the same bits.';
const CHANCE = [
  { object: 'Date', property: 'now', message: CLOCK },
  { object: 'Math', property: 'random', message: 'Use the seeded generator.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-console': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // States and faults arrive as numbers, in telemetry and in flash records.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Numbers in messages are read by people; anything else in a template is still refused.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // chai's assertions are properties: `expect(x).to.be.true;`.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  { files: ['sim/**/*.ts'], rules: { 'no-restricted-properties': ['error', ...CHANCE] } },
  {
    files: TIMELESS,
    rules: {
      'no-restricted-properties': ['error', ...CHANCE, { object: 'performance', property: 'now', message: CLOCK }],
    },
  },
  {
    files: BOARD,
    plugins: { 'es-x': esx, local },
    settings: { 'es-x': { aggressive: true } },
    rules: boardRules,
  },
);
