import type { Change } from '../change.ts';

/**
 * A record set may stand in a batch once, or as a DELETE followed by a CREATE.
 * Source: API reference, ChangeResourceRecordSets: "you can't delete the same resource record set more than once in a single
 * change batch"; the words from barnybug/cli53#81 and kubernetes-sigs/external-dns#4241.
 * Assumption, the stricter reading: every other combination (CREATE + UPSERT, UPSERT + DELETE, …) is refused as well.
 */
export function oneChangePerSet(changes: readonly Change[]): readonly string[] {
  const bySet = Map.groupBy(changes, ({ set }) => `${set.Name} ${set.Type} ${set.SetIdentifier ?? ''}`);
  return [...bySet.values()].flatMap((same) => {
    const [first] = same;
    const actions = same.map((change) => change.action).join(' ');
    if (first === undefined || same.length === 1 || actions === 'DELETE CREATE') return [];
    return [
      `The request contains an invalid set of changes for a resource record set '${first.set.Type} ${first.set.Name}'`,
    ];
  });
}
