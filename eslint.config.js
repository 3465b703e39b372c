import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The budgets are rules of the house (docs/architecture.md), so they are errors.
const PARAMETERS = 4;
// Nest wires dependencies through constructors; more than six of them mean that a class does too much.
const DEPENDENCIES = 6;

const parameters = [
  {
    selector: `:not(MethodDefinition[kind="constructor"]) > :function[params.length>${PARAMETERS}]`,
    message: `More than ${PARAMETERS} parameters: hand over an object.`,
  },
  {
    selector: `MethodDefinition[kind="constructor"] > :function[params.length>${DEPENDENCIES}]`,
    message: `More than ${DEPENDENCIES} dependencies: split the class.`,
  },
];

const time = [
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Ask the injected Clock what time it is.',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'Ask the injected Clock what time it is.',
  },
];

const environment = [
  'error',
  { object: 'process', property: 'env', message: 'Settings come from src/platform/config/environment.ts.' },
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'data/']),
  // A rule that does not fit is changed here, for everybody, and not switched off in a comment.
  { linterOptions: { noInlineConfig: true } },
  ...tseslint.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'no-restricted-syntax': ['error', ...parameters],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // A default is a decision; leaving a case out by mistake is not.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'seeds/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...parameters, ...time],
      'no-restricted-properties': environment,
    },
  },
  { files: ['src/kernel/clock.ts'], rules: { 'no-restricted-syntax': ['error', ...parameters] } },
  { files: ['src/platform/config/environment.ts'], rules: { 'no-restricted-properties': 'off' } },
  // A describe block is a chapter, not a function; the parameters of a test are the columns of its table.
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off', 'no-restricted-syntax': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['src/main.ts', 'src/cli.ts', 'bench/**', 'scripts/**'], rules: { 'no-console': 'off' } },
);
