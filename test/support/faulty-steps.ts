import fc from 'fast-check';

/** What may happen to a lane: wishes, drains that are killed after so many calls of the table, pauses, deployments. */
export type Step =
  | { readonly step: 'wish'; readonly key: number }
  | { readonly step: 'drain'; readonly calls: number }
  | { readonly step: 'together'; readonly calls: readonly number[] }
  | { readonly step: 'pause'; readonly ms: number }
  | { readonly step: 'configure' };

const calls = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(10_000));
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ step: fc.constant('wish' as const), key: fc.integer({ min: 0, max: 9 }) }) },
    { weight: 4, arbitrary: fc.record({ step: fc.constant('drain' as const), calls }) },
    {
      weight: 2,
      arbitrary: fc.record({ step: fc.constant('together' as const), calls: fc.tuple(calls, calls, calls) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ step: fc.constant('pause' as const), ms: fc.integer({ min: 1, max: 130_000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ step: fc.constant('configure' as const) }) },
  ),
  { maxLength: 30 },
);
