import type { SiteKey } from '#shared/domain/site.ts';
import type { Facts } from '#shared/runtime/facts.ts';

/** What claims cannot know from the table. */
export interface ClaimsPorts {
  /** Whether an edge could serve a site now, with a certificate where it needs one: a site moves there only then. */
  edgeServes(site: SiteKey, edge: string): Promise<boolean>;
  readonly facts: Facts;
}
