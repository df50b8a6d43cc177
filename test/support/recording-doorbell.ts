import type { Doorbell } from '../../shared/runtime/doorbell.ts';

export interface Ring {
  readonly lane: string;
  readonly delaySeconds: number;
}

/** Keeps what was rung, for tests that ask who would be woken when. */
export function recordingDoorbell(): Doorbell & { readonly rings: Ring[] } {
  const rings: Ring[] = [];
  return {
    rings,
    async ring(lane, delaySeconds = 0) {
      rings.push({ lane, delaySeconds });
    },
  };
}
