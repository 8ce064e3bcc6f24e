export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/cards', '<rootDir>/jobs', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/harness/temporary-folder.mjs',
  setupFiles: ['<rootDir>/test/harness/loopback-only.ts'],
  coverageProvider: 'v8',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // One more than the two cores of the machines this runs on: stores, browsers and processes are waited for.
  maxWorkers: 3,
  // Only against a hang: how long a test takes is no result of it, and a loaded machine is ten times slower.
  testTimeout: 120_000,
};
