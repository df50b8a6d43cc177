/**
 * When content was taken: `<epoch ms, 13 digits>-<4 base-36 characters>-<counter, 10 digits>`. Fixed width, so markers
 * compare as text (`<`) and as the sort key of a table alike.
 */
export type Marker = string;

/** The part of a marker drawn once per process or lease: `<13 digits>-<4 base-36 characters>`. */
export type Epoch = string;

/**
 * An epoch further ahead than this is not taken in: a clock this far ahead would shut out the true one for as long, since
 * whatever comes later would count as older.
 */
export const aheadLimitMs = 2 * 24 * 3_600_000;

const markerForm = /^\d{13}-[0-9a-z]{4}-\d{10}$/;
const epochForm = /^\d{13}-[0-9a-z]{4}$/;
const epochLength = 18;
const counterLimit = 9_999_999_999;

export const isMarker = (text: string): boolean => markerForm.test(text);
export const isEpoch = (text: string): boolean => epochForm.test(text);

/** The epoch of a marker: what is stored, echoed and compared of a forwarder. */
export const epochOf = (marker: Marker): Epoch => marker.slice(0, epochLength);

/** Milliseconds of an epoch or of a marker's epoch. */
export const epochMs = (text: Epoch | Marker): number => Number(text.slice(0, 13));

export const counterOf = (marker: Marker): number => Number(marker.slice(epochLength + 1));

/** Negative when `a` is older. */
export const compareMarkers = (a: Marker, b: Marker): number => (a < b ? -1 : a > b ? 1 : 0);

/** The greatest of the markers, or undefined without any. */
export const greatestMarker = (markers: readonly Marker[]): Marker | undefined =>
  markers.reduce<Marker | undefined>(
    (best, marker) => (best === undefined || marker > best ? marker : best),
    undefined,
  );

/** @throws RangeError when `ms` does not fit in 13 digits or the random part is not 4 base-36 characters. */
export function formatEpoch(ms: number, random: string): Epoch {
  const epoch = `${String(ms).padStart(13, '0')}-${random}`;
  if (!Number.isSafeInteger(ms) || ms < 0 || !isEpoch(epoch)) throw new RangeError(`no epoch: ${epoch}`);
  return epoch;
}

/** @throws RangeError when the counter does not fit in 10 digits. */
export function formatMarker(epoch: Epoch, counter: number): Marker {
  if (!Number.isSafeInteger(counter) || counter < 0 || counter > counterLimit) {
    throw new RangeError(`no counter of a marker: ${counter}`);
  }
  return `${epoch}-${String(counter).padStart(10, '0')}`;
}
