import type { RecordChange } from '../../shared/domain/hosted-zone.ts';
import type { RecordSet } from '../../shared/domain/record.ts';

/** A batch for the zone `example.com` that Route 53 refuses. */
export interface RefusedBatch {
  readonly given?: readonly RecordSet[];
  readonly asked: readonly RecordChange[];
  /** In Route 53's words, where they are the same everywhere. */
  readonly words?: string;
}

const a = (name: string, value = '192.0.2.1'): RecordSet => ({
  name: `${name}.example.com`,
  type: 'A',
  ttl: 60,
  values: [value],
});
const weighted = (setIdentifier: string): RecordSet => ({
  ...a('x'),
  setIdentifier,
  routing: { kind: 'weighted', weight: 1 },
});
const cname: RecordSet = { name: 'x.example.com', type: 'CNAME', ttl: 60, values: ['y.example.com'] };
const create = (record: RecordSet): RecordChange => ({ action: 'CREATE', record });
const remove = (record: RecordSet): RecordChange => ({ action: 'DELETE', record });
const many = (count: number): readonly RecordSet[] => Array.from({ length: count }, (_, at) => a(`n${at}`));
const long = Array.from({ length: 9 }, (_, at): RecordSet => {
  const value = Array.from({ length: 15 }, () => `"${'t'.repeat(240)}"`).join(' ');
  return { name: `t${at}.example.com`, type: 'TXT', ttl: 60, values: [value] };
});

export const refusedBatches: Readonly<Record<string, RefusedBatch>> = {
  'CREATE of what exists': { given: [a('x')], asked: [create(a('x'))], words: 'but it already exists' },
  'DELETE of what does not exist': { asked: [remove(a('x'))] },
  'DELETE with another value': { given: [a('x')], asked: [remove(a('x', '192.0.2.9'))] },
  'DELETE with another TTL': { given: [a('x')], asked: [remove({ ...a('x'), ttl: 61 })] },
  'outside the zone': { asked: [create({ ...a('x'), name: 'x.example.org' })], words: 'is not permitted in zone' },
  'over 1,000 values': { asked: many(1000).map(create), words: 'Number of records limit of 1000 exceeded.' },
  'over 500 values by UPSERT': {
    asked: many(500).map((record) => ({ action: 'UPSERT', record })),
    words: 'Number of records limit of 1000 exceeded.',
  },
  'over 32,000 characters': { asked: long.map(create), words: 'RDATA character limit of 32000 exceeded.' },
  'CNAME beside an address': { given: [a('x')], asked: [create(cname)] },
  'address beside a CNAME': { given: [cname], asked: [create(a('x'))] },
  'an address that is none': { asked: [create(a('x', 'nonsense'))] },
  'weighted beside simple': { given: [a('x')], asked: [create(weighted('one'))] },
  'simple beside weighted': { given: [weighted('one')], asked: [create(a('x'))] },
  'a weight over 255': { asked: [create({ ...weighted('one'), routing: { kind: 'weighted', weight: 256 } })] },
  'a policy without identifier': { asked: [create({ ...a('x'), routing: { kind: 'weighted', weight: 1 } })] },
  'a primary without health check': {
    asked: [create({ ...a('x'), setIdentifier: 'one', routing: { kind: 'failover', role: 'PRIMARY' } })],
  },
  'a health check that is gone': {
    asked: [create({ ...weighted('one'), healthCheckId: '1c8ce09a-0000-4000-8000-000000000000' })],
  },
  '401 values in one set': {
    asked: [create({ ...a('x'), values: Array.from({ length: 401 }, (_, at) => `10.0.${at >> 8}.${at & 255}`) })],
  },
  'a TTL below 0': { asked: [create({ ...a('x'), ttl: -1 })] },
  'an alias under a foreign zone id': {
    asked: [
      create({
        name: 'x.example.com',
        type: 'A',
        alias: {
          dnsName: 'lb-1.eu-central-1.elb.amazonaws.com',
          hostedZoneId: 'Z35SXDOTRQ7X7K',
          evaluateTargetHealth: true,
        },
      }),
    ],
  },
};
