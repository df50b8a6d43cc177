import type { Join } from './join.ts';

/** Every kind that is more than its own objects say. */
export const joins: readonly Join[] = [];
