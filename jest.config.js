// One transform for all: SWC to native ES modules (NODE_OPTIONS=--experimental-vm-modules is set by the npm scripts).
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/seeds/**/*.spec.ts', '<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...shared, displayName: 'sqlite', testMatch: ['<rootDir>/test/{api,persistence}/**/*.spec.ts'], globals: { DATABASE: 'sqlite' } },
    {
      ...shared,
      displayName: 'postgres',
      testMatch: ['<rootDir>/test/{api,persistence}/**/*.spec.ts'],
      globals: { DATABASE: 'postgres' },
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
    },
  ],
};
