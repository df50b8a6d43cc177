import { type Epoch, epochMs, formatEpoch, formatMarker, type Marker } from '#shared/domain/marker.ts';

/** `random` gives a number from 0 (included) to 1. */
export interface EpochDraw {
  readonly nowMs: number;
  /** The greatest epoch ever spoken under for this cluster, as far as known. */
  readonly lastKnown?: Epoch;
  random(): number;
}

/** Draws the epoch of a process: later than every known one even when the clock went back, and no one else's. */
export function drawEpoch(draw: EpochDraw): Epoch {
  const floorMs = draw.lastKnown === undefined ? 0 : epochMs(draw.lastKnown) + 1;
  const random = Array.from({ length: 4 }, () => alphabet[Math.floor(draw.random() * alphabet.length)] ?? '0').join('');
  return formatEpoch(Math.max(0, Math.floor(draw.nowMs), floorMs), random);
}

/** The markers of one epoch, each later than the one before. */
export function createMarkers(epoch: Epoch): () => Marker {
  let counter = 0;
  return () => {
    counter += 1;
    return formatMarker(epoch, counter);
  };
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
