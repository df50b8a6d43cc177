import type { Change } from '../change.ts';
import { type ResourceRecordSet, valuesOf } from '../record-set.ts';
import { comparable, valueFault } from '../value-syntax.ts';

/** Source: Developer Guide, "Quotas": values in a record set; the words, with an older number, from rancher/rancher#10253. */
const mostValues = 400;

/** Each value is written as its type demands. Source: Developer Guide, "Supported DNS record types"; see value-syntax.ts. */
export const valuesReadable = ({ set }: Change): readonly string[] =>
  valuesOf(set).flatMap((value) => {
    const fault = valueFault(set.Type, value);
    return fault === undefined ? [] : [`Invalid Resource Record: FATAL problem: ${fault}`];
  });

/** No value stands twice in a record set. Source: kubernetes-sigs/external-dns#6019. */
export function noDuplicateValues({ set }: Change): readonly string[] {
  const seen = new Set<string>();
  return valuesOf(set).flatMap((value) => {
    const same = comparable(set.Type, value);
    const known = seen.has(same);
    seen.add(same);
    return known ? [`Duplicate Resource Record: '${value}'`] : [];
  });
}

/** Source: as mostValues; "You can specify more than one value for all record types except CNAME and SOA" (API, ResourceRecord). */
export function countOfValues({ set }: Change): readonly string[] {
  const count = valuesOf(set).length;
  return [
    ...(count > mostValues ? [`Cannot have more than ${mostValues} records in a RRSet.`] : []),
    ...(count > 1 && isSingle(set)
      ? [`RRSet of type ${set.Type} with DNS name ${set.Name} can have only one value.`]
      : []),
  ];
}

const isSingle = (set: ResourceRecordSet): boolean => set.Type === 'CNAME' || set.Type === 'SOA';
