import { type ObjectRef, refText } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import type { Wishes } from './types.ts';

export const noWishes: Wishes = { wishes: [], refused: [], skipped: [], keepOthers: false };

export const skip = (...skipped: readonly Skipped[]): Wishes => ({ ...noWishes, skipped });

/** A slip in an object that names something must not take away what it has: its claims stand until it is mended. */
export const slip = (...skipped: readonly Skipped[]): Wishes => ({ ...skip(...skipped), keepOthers: true });

/** Every reason names its object. */
export const named = (ref: ObjectRef, skipped: Skipped): Skipped => ({
  ...skipped,
  message: `${refText(ref)}: ${skipped.message}`,
});
