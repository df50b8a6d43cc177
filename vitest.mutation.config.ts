import { defineConfig } from 'vitest/config';

/** Mutation runs only what judges the pure set: laws and tables, no sockets, no sandbox. */
export default defineConfig({
  test: {
    include: ['test/shared/domain/**/*.test.ts', 'test/functions/**/*.test.ts', 'test/forwarder/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
  },
});
