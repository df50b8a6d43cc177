import { defineConfig } from 'vitest/config';

/** Only through `npm run test:real`, which starts the far sides first. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
  },
});
