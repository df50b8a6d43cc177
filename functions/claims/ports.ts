import type { Facts } from '#shared/runtime/facts.ts';

/** What claims cannot know from the table. */
export interface ClaimsPorts {
  readonly facts: Facts;
}
