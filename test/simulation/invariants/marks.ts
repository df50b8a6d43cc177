import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';

/** What an ownership TXT says, read a second time and by itself: nothing here is shared with the code under test. */
export interface Mark {
  readonly owner: string;
  readonly resource: string;
  readonly host: string;
  /** Of the record: `a`, `aaaa`, `cname`, or '' in external-dns's oldest form. */
  readonly type: string;
  /** The mark of a routed record set is routed like it. */
  readonly identifier: string;
}

/** The simulated installations use neither prefix nor suffix (external-dns, registry/mapper/mapper.go, ToEndpointName). */
export function readMark(set: ResourceRecordSet): Mark | undefined {
  const [value = '', ...more] = (set.ResourceRecords ?? []).map(({ Value }) => Value);
  if (set.Type !== 'TXT' || more.length > 0) return undefined;
  const { SetIdentifier: identifier = '' } = set;
  const label = (key: string): string | undefined => new RegExp(`[",]${key}=([^,"]*)`).exec(value)?.[1];
  if (label('heritage') === 'firstlight') {
    const [owner = '', resource = ''] = ['owner', 'resource'].map((key) => label(`firstlight/${key}`));
    return { owner, resource, host: label('firstlight/name') ?? '', type: label('firstlight/type') ?? '', identifier };
  }
  const owner = label('external-dns/owner');
  if (owner === undefined) return undefined;
  const [, type = '', host = ''] = /^(?:(a|aaaa|cname)-)?(.*)$/.exec(hostOf(set)) ?? [];
  return { owner, resource: label('external-dns/resource') ?? '', host, type, identifier };
}

/** A name in lower case, without the final dot and with a literal `*`. */
export const hostOf = ({ Name }: Pick<ResourceRecordSet, 'Name'>): string =>
  Name.toLowerCase().replace(/\.$/, '').replaceAll('\\052', '*');

const addressTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);
export const isAddress = ({ Type }: Pick<ResourceRecordSet, 'Type'>): boolean => addressTypes.has(Type);

/** Whether `mark` is said of `record`. In external-dns's older form an alias is marked as a `cname`. */
export function marks(mark: Mark, record: ResourceRecordSet): boolean {
  if (mark.host !== hostOf(record) || mark.identifier !== (record.SetIdentifier ?? '')) return false;
  const type = record.Type.toLowerCase();
  return (
    mark.type === type ||
    (mark.type === '' && type !== 'aaaa') ||
    (mark.type === 'cname' && type === 'a' && record.AliasTarget !== undefined)
  );
}

export const marksOf = (sets: readonly ResourceRecordSet[]): readonly Mark[] =>
  sets.flatMap((set) => readMark(set) ?? []);
