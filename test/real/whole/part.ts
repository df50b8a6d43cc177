import { deployed } from '../../e2e/part.ts';
import { externalDns } from '../external-dns/program.ts';
import { kubernetes } from '../kubernetes/program.ts';
import type { Part } from '../part.ts';

/** The deployed stack with a cluster on one side, DNS on the other, and external-dns beside it. */
export const whole: Part = {
  name: 'from a cluster to a name',
  tests: ['test/real/whole/'],
  needs: [deployed, kubernetes, externalDns],
  isLate: true,
  start: async () => ({ environment: {}, stop: async () => {} }),
};
