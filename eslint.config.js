import tseslint from 'typescript-eslint';

// The budgets are rules of the house (docs/architecture.md), so they are errors.
export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'data/**', 'node_modules/**'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', '*.cjs', 'scripts/*.mjs'] } } },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'max-params': ['error', 4],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'seeds/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  // Nest wires dependencies through constructors; more than six of them mean that a class does too much.
  { files: ['src/**/*.ts'], rules: { '@typescript-eslint/max-params': ['error', { max: 6, countVoidThis: false }], 'max-params': 'off' } },
  { files: ['test/**/*.ts', 'src/**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['bench/**/*.ts', 'src/main.ts', 'src/cli.ts', 'scripts/**'], rules: { 'no-console': 'off' } },
);
