import { deployed } from '../../e2e/part.ts';
import { kubernetes } from '../kubernetes/program.ts';
import type { Part } from '../part.ts';

/** All parts of Firstlight with a cluster on one side and DNS on the other. */
export const whole: Part = {
  name: 'from a cluster to a name',
  tests: ['test/real/whole/'],
  isLate: true,
  async start(folder) {
    const { environment: programs } = await kubernetes.start(folder);
    const stack = await deployed.start(folder);
    return { environment: { ...programs, ...stack.environment }, stop: () => stack.stop() };
  },
};
