// One transform for all: SWC to native ES modules (NODE_OPTIONS=--experimental-vm-modules is set by the npm scripts).
const swc = (parser) => [
  '@swc/jest',
  {
    jsc: {
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2023',
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

// @fastify/static requires this ES module, which Node 20.19 can do and jest on Node 20 cannot.
const ESM_THAT_IS_REQUIRED = '/node_modules/content-disposition/';

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    [`${ESM_THAT_IS_REQUIRED}.+\\.js$`]: swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!${ESM_THAT_IS_REQUIRED.split('/')[2]}/)`],
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
  testTimeout: 60_000,
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
