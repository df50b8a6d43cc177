import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import type { HandChange } from '../world/hand-change.ts';
import type { World } from '../world/world.ts';
import type { Operation } from './operations.ts';

type Edit = Extract<Operation, { readonly what: 'editRecord' | 'foreign' }>;

/** What somebody with the console open, or another program, does to a zone. */
export function editRecords(world: World, edit: Edit): void {
  const sets = world.zones.recordSets(edit.zone).filter(({ Type }) => Type !== 'NS' && Type !== 'SOA');
  const changes = edit.what === 'foreign' ? foreignChanges(edit, sets) : handChanges(edit, sets);
  if (changes.length > 0) world.zones.edit(edit.zone, edit.what === 'foreign' ? 'other-owner' : 'somebody', changes);
}

export function editCname(world: World, { wish, how }: Extract<Operation, { what: 'foreignCname' }>): void {
  const there = world.zones.recordSets(wish.zone).filter(({ Name }) => Name === `${wish.name}.`);
  const value = how === 'same' ? wish.value : 'parked.example.net';
  const set: ResourceRecordSet = { Name: `${wish.name}.`, Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: value }] };
  const gone = there.map((one): HandChange => ({ action: 'DELETE', set: one }));
  const changes: readonly HandChange[] = how === 'delete' ? gone : [...gone, { action: 'CREATE', set }];
  if (changes.length > 0) world.zones.edit(wish.zone, 'somebody', changes);
}

function handChanges(
  { nth, how }: Extract<Edit, { what: 'editRecord' }>,
  sets: readonly ResourceRecordSet[],
): readonly HandChange[] {
  const records = sets.filter(({ Type }) => Type !== 'TXT');
  const record = records[nth % Math.max(1, records.length)];
  if (record === undefined) return [];
  const mark = sets.find(({ Name, Type }) => Type === 'TXT' && Name.includes(`-${record.Name}`));
  const remove = (set: ResourceRecordSet | undefined): readonly HandChange[] =>
    set === undefined ? [] : [{ action: 'DELETE', set }];
  if (how === 'delete') return remove(record);
  if (how === 'deleteMark') return remove(mark);
  if (how === 'deleteBoth') return [...remove(record), ...remove(mark)];
  if (how === 'stealMark') {
    return mark === undefined
      ? []
      : [...remove(mark), { action: 'CREATE', set: { ...mark, ResourceRecords: [{ Value: foreignMark }] } }];
  }
  if (record.AliasTarget !== undefined || record.Type !== 'A') return [];
  return [...remove(record), { action: 'CREATE', set: { ...record, ResourceRecords: [{ Value: '203.0.113.99' }] } }];
}

const foreignMark =
  '"heritage=external-dns,external-dns/owner=somebody-else,external-dns/resource=ingress/other/other"';

function foreignChanges(
  { host, how }: Extract<Edit, { what: 'foreign' }>,
  sets: readonly ResourceRecordSet[],
): readonly HandChange[] {
  const own = foreignSets(host);
  const name = `${host.replace('*', '\\052')}.`;
  const there = sets.filter(
    ({ Name, ResourceRecords }) =>
      own.some((set) => JSON.stringify(set.ResourceRecords) === JSON.stringify(ResourceRecords)) &&
      (Name === name || Name === `a-${name}`),
  );
  if (how === 'delete') return there.map((set) => ({ action: 'DELETE', set }));
  return own.slice(0, how === 'create' ? 1 : 2).map((set) => ({ action: 'CREATE', set }));
}

const foreignSets = (host: string): readonly ResourceRecordSet[] => [
  { Name: `${host}.`, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '203.0.113.200' }] },
  { Name: `a-${host}.`, Type: 'TXT', TTL: 300, ResourceRecords: [{ Value: foreignMark }] },
];
