import type { Invariant } from './invariant.ts';

/** Codes that Route 53 answers only to whoever asks too much, too fast or too big. */
const blunders = ['Throttling', 'InvalidInput', 'MalformedInput', 'UnknownOperationException', 'exceeds', 'maximum'];

/** Whatever goes wrong around it, Firstlight never asks more of Route 53 than that gives. */
export const limitsKept: Invariant = {
  name: "AWS's rates and sizes are kept",
  watch({ zones }, { violated }) {
    zones.onRefused(({ action, body, by }) => {
      if (blunders.some((text) => body.includes(text)))
        violated(`${by?.name ?? 'somebody'}: ${action} was refused: ${body}`);
    });
  },
};
