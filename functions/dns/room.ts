import type { RecordChange, RecordLimit } from '#shared/domain/hosted-zone.ts';

interface Weighed {
  readonly changes: readonly RecordChange[];
}

/** How many more record sets a zone takes, as far as one drain knows: nothing, until it has asked. */
export interface ZoneRoom {
  /** Whether to ask, now that something was refused: only if it would add to the zone. */
  mayAsk(members: readonly Weighed[]): boolean;
  learn(limit: RecordLimit): void;
  /** What is accepted takes room, or gives it back. */
  spend(members: readonly Weighed[]): void;
  /** As many as fit, in their order; what adds nothing always does. */
  split<Member extends Weighed>(
    members: readonly Member[],
  ): { readonly fitting: readonly Member[]; readonly surplus: readonly Member[] };
  /** For people. */
  text(): string;
}

/** Once when the zone turns out to be full, and again for a few that others may have left no room for meanwhile. */
const mostQuestions = 4;

export function unknownRoom(): ZoneRoom {
  let known: { readonly left: number; readonly most: number } | undefined;
  let questions = 0;
  return {
    mayAsk(members) {
      const isOpen = known === undefined || members.length === 1;
      if (!isOpen || questions >= mostQuestions || netOf(members) <= 0) return false;
      questions += 1;
      return true;
    },
    learn: ({ most, count }) => {
      known = { most, left: Math.max(0, most - count) };
    },
    spend(members) {
      if (known !== undefined) known = { ...known, left: known.left - netOf(members) };
    },
    split(members) {
      let left = known?.left ?? Number.POSITIVE_INFINITY;
      const fitting = members.filter((member) => {
        const net = netOf([member]);
        if (net > 0 && net > left) return false;
        left -= Math.max(0, net);
        return true;
      });
      const kept = new Set(fitting);
      return { fitting, surplus: members.filter((member) => !kept.has(member)) };
    },
    text: () => `the zone may hold ${known?.most} record sets and is full; raise its quota, or remove names`,
  };
}

/** How many record sets more, or less, there are after the changes. */
function netOf(members: readonly Weighed[]): number {
  const weights = { CREATE: 1, DELETE: -1, UPSERT: 0 } as const;
  return members.reduce((sum, { changes }) => sum + changes.reduce((net, { action }) => net + weights[action], 0), 0);
}
