import fc from 'fast-check';

const seed = process.env['FC_SEED'];
fc.configureGlobal({
  numRuns: Number(process.env['FC_RUNS'] ?? 100),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
});
