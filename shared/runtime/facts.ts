import type { View } from '#shared/domain/configuration.ts';
import type { Scope } from '#shared/domain/scope.ts';

/** What happened, for rules of the users' own; nothing of ours depends on it. Times are epoch milliseconds. */
export type Fact =
  | {
      /** Its records are on all name servers of its zone, for the first time or again after a change. */
      readonly type: 'SiteReady';
      readonly host: string;
      readonly view: View;
      readonly setIdentifier: string;
      readonly cluster: string;
      readonly edge: string;
      readonly zone: string;
      readonly atMs: number;
    }
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
  publish(facts: readonly Fact[]): Promise<void>;
}

/** Where nobody listens. */
export const silentFacts: Facts = { publish: async () => undefined };

/** Publishes what a drain has learnt; what is lost is lost. */
export async function publishFacts(facts: Facts, all: readonly Fact[]): Promise<void> {
  if (all.length > 0) await Promise.allSettled([facts.publish(all)]);
}

/** A fact as an event: source `firstlight`, its type as detail-type, moments in ISO 8601 (docs/events.md). */
export function factEvent(fact: Fact): {
  readonly source: string;
  readonly detailType: string;
  readonly detail: string;
} {
  const { type, ...rest } = fact;
  const fields = Object.entries(rest).map(([name, value]) =>
    typeof value === 'number' && name.endsWith('Ms')
      ? [name.slice(0, -'Ms'.length), new Date(value).toISOString()]
      : [name, value],
  );
  return {
    source: 'firstlight',
    detailType: type,
    detail: JSON.stringify({ version: 1, ...Object.fromEntries(fields) }),
  };
}
