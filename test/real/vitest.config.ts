import { defineConfig } from 'vitest/config';

/** What needs the machine for itself, because it measures. */
const alone = ['test/e2e/burst.test.ts', 'test/e2e/bundles.test.ts'];

const project = (name: string, include: string[], groupOrder: number) => ({
  test: {
    name,
    include,
    exclude: groupOrder === 0 ? alone : [],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 300_000,
    // Most of the time they wait for the far side.
    maxWorkers: groupOrder === 0 ? 6 : 1,
    sequence: { groupOrder },
  },
});

/** Only through `npm run test:real`, which starts the far sides first. */
export default defineConfig({
  test: { projects: [project('real', ['test/{real,e2e}/**/*.test.ts'], 0), project('alone', alone, 1)] },
});
