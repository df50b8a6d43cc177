import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[]) => ({
  test: { name, include, setupFiles: ['test/support/setup.ts'] },
});

export default defineConfig({
  test: {
    reporters: ['default', './test/support/plain-reporter.ts'],
    projects: [
      project('unit', ['test/{shared,functions}/**/*.test.ts']),
      project('infra', ['test/infra/**/*.test.ts']),
    ],
    coverage: { provider: 'v8', include: ['shared/domain/**', 'functions/*/plan.ts'] },
  },
});
