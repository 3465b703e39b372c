const shared = {
  testEnvironment: '<rootDir>/test/runner/plain-environment.js',
  runtime: '<rootDir>/test/runner/plain-runtime.js',
  // Of the global set-up only; the runtime has Node load the tests.
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }] },
};

// The tests that need a database run on both.
const onDatabase = {
  ...shared,
  testMatch: ['<rootDir>/test/{api,faults,fuzz,persistence,security}/**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/after-each.ts'],
};

export default {
  workerIdleMemoryLimit: '1GB',
  // On two cores jest would leave one of them to itself; most of a test's time is the database's.
  maxWorkers: 2,
  // A busy machine is slow and not wrong.
  testTimeout: 120_000,
  workerGracefulExitTimeout: 10_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/seeds/**/*.spec.ts',
        '<rootDir>/test/architecture/**/*.spec.ts',
      ],
    },
    {
      ...onDatabase,
      displayName: 'sqlite',
      testPathIgnorePatterns: ['/node_modules/', '/test/persistence/postgres/'],
      globals: { DATABASE: 'sqlite' },
      globalSetup: '<rootDir>/test/support/start-sqlite.ts',
    },
    {
      ...onDatabase,
      displayName: 'postgres',
      testPathIgnorePatterns: ['/node_modules/', '/test/persistence/sqlite/'],
      globals: { DATABASE: 'postgres' },
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
    },
  ],
};
