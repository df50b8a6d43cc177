import * as z from 'zod';

/** What one seed came to, without its story. */
export const Verdict = z.object({
  seed: z.number(),
  hash: z.string(),
  steps: z.number(),
  operations: z.number(),
  virtualMs: z.number(),
  faults: z.record(z.string(), z.number()),
  violations: z.array(z.object({ invariant: z.string(), message: z.string(), atMs: z.number() })),
});
export type Verdict = z.infer<typeof Verdict>;

/** The verdict on a story that was not played to its end. */
export function verdictOfAccident(seed: number, message: string): Verdict {
  const violations = [{ invariant: 'a story can be played to its end', message, atMs: 0 }];
  return { seed, hash: '', steps: 0, operations: 0, virtualMs: 0, faults: {}, violations };
}
