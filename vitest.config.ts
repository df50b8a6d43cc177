import { defineConfig } from 'vitest/config';
import { document, isDocumentThere, testOfDocument } from './test/support/uptimerobot-document.ts';

const leftOut = isDocumentThere() ? [] : [testOfDocument];
if (leftOut.length > 0) console.warn(`left out: ${testOfDocument}, for there is no ${document}`);

const project = (name: string, include: string[]) => ({
  // Two busy cores may take four times as long as two idle ones; what hangs is still found.
  // A story of the simulation is a whole afternoon.
  // Unit tests share no state, so their files share their modules: half the time goes into loading them otherwise.
  test: {
    name,
    include,
    exclude: leftOut,
    setupFiles: ['test/support/setup.ts'],
    testTimeout: name === 'simulation' ? 300_000 : 20_000,
    isolate: !['unit', 'infra'].includes(name),
    // Vitest would leave one core to itself, half of a small machine.
    maxWorkers: '100%',
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './test/support/plain-reporter.ts'],
    projects: [
      project('unit', ['test/{shared,functions,forwarder,charts,conformance}/**/*.test.ts']),
      project('sandbox', ['test/{local,cli}/**/*.test.ts']),
      project('infra', ['test/infra/**/*.test.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
      project('simulation', ['test/simulation/**/*.test.ts']),
    ],
    coverage: { provider: 'v8', include: ['shared/**', 'functions/**', 'forwarder/**', 'local/**'] },
  },
});
