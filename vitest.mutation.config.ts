import { defineConfig } from 'vitest/config';
import { lastingPool } from './test/mutation/lasting-pool.ts';

/**
 * The tests of the pure set, each where the file is that it judges: laws and tables, no tables, drains, sockets or disks.
 * Every mutant starts a run of its own, and most of that is loading what the tests import.
 */
export default defineConfig({
  plugins: [lastingPool],
  test: {
    include: [
      'test/shared/domain/**/*.test.ts',
      'test/functions/*/{plan,wishes,hosts}/**/*.test.ts',
      'test/functions/intake/plan.test.ts',
      'test/forwarder/{project,ranges}*.test.ts',
      'test/forwarder/joins/**/*.test.ts',
      'test/forwarder/status/plan/**/*.test.ts',
    ],
    setupFiles: ['test/support/setup.ts'],
    isolate: false,
    // Instrumented code on busy cores takes its time; what hangs is found by counting.
    testTimeout: 20_000,
  },
});
