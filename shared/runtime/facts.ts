import type { View } from '#shared/domain/configuration.ts';
import type { Scope } from '#shared/domain/scope.ts';

/** What happened, for rules of the users' own; nothing of ours depends on it. Times are epoch milliseconds. */
export type Fact =
  | {
      readonly type: 'GuardTripped';
      readonly scope: Scope;
      readonly sinceMs: number;
      /** People are told from then on. */
      readonly fromMs: number;
      readonly message: string;
    }
  | {
      readonly type: 'SiteReleased';
      readonly host: string;
      readonly view: View;
      readonly setIdentifier: string;
      readonly cluster: string;
      readonly edge: string;
      readonly atMs: number;
      /** Another claim took the site over instead of its records being removed. */
      readonly handedOver: boolean;
    };

/** Tells the bus; best effort. */
export interface Facts {
  publish(fact: Fact): Promise<void>;
}

/** Publishes what a drain has learnt; one that is lost is lost. */
export async function publishFacts(facts: Facts, all: readonly Fact[]): Promise<void> {
  await Promise.allSettled(all.map((fact) => facts.publish(fact)));
}
