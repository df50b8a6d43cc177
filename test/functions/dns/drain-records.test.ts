import { describe, expect, it } from 'vitest';
import { enqueue } from '#shared/runtime/work-item.ts';
import { openWorld } from './world.ts';
import { wishFor } from './world-sites.ts';

const alias = {
  dnsName: 'public-1.eu-central-1.elb.amazonaws.com',
  hostedZoneId: 'Z215JYRZR1TBD5',
  evaluateTargetHealth: true,
};
const mark = '"heritage=external-dns,external-dns/owner=demo,external-dns/resource=ingress/shop/shop"';
const seeded = (Name: string, Value: string, Type: 'A' | 'AAAA' | 'TXT' = 'TXT') => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});

describe('kinds of records', () => {
  it('goes from alias to CNAME to addresses within one name', async () => {
    const world = await openWorld();
    await world.write('x.example.com', { wish: wishFor({ target: { kind: 'alias', alias, dualStack: true } }) });
    await world.settle();
    expect(world.records()).toEqual([
      `TXT a-x.example.com. ${mark}`,
      `TXT aaaa-x.example.com. ${mark}`,
      `A x.example.com. ${alias.dnsName}.`,
      `AAAA x.example.com. ${alias.dnsName}.`,
    ]);
    await world.write('x.example.com', { wish: wishFor({ target: { kind: 'name', name: 'lb.example.net' } }) });
    await world.settle();
    expect(world.records()).toEqual([`TXT cname-x.example.com. ${mark}`, 'CNAME x.example.com. lb.example.net']);
    await world.write('x.example.com', {
      wish: wishFor({ target: { kind: 'addresses', addresses: ['2001:DB8::1', '192.0.2.3'] } }),
    });
    await world.settle();
    expect(world.records().slice(2)).toEqual(['A x.example.com. 192.0.2.3', 'AAAA x.example.com. 2001:db8::1']);
    expect(await world.condition('x.example.com')).toBe('True/InSync');
  });

  it('owns apex, wildcard and long labels', async () => {
    const world = await openWorld();
    const long = `${'l'.repeat(63)}.example.com`;
    for (const host of ['example.com', '*.example.com', long]) await world.write(host);
    await world.settle();
    const names = world.records().map((text) => text.split(' ').slice(0, 2).join(' '));
    expect(names).toContain('TXT a-\\052.example.com.');
    expect(names.filter((name) => /^TXT _fl-[a-z2-7]{26}\.example\.com\.$/.test(name))).toHaveLength(2);
    for (const host of ['example.com', '*.example.com', long]) await world.write(host, { state: 'dying' });
    await world.settle();
    expect(world.records()).toEqual([]);
  });

  it('says NoAddress while there is none and writes nothing', async () => {
    const world = await openWorld();
    const { target: _none, ...wish } = wishFor();
    await world.write('x.example.com', { wish });
    await world.settle();
    expect(await world.condition('x.example.com')).toBe('False/NoAddress');
    expect(world.calls()).toEqual({ ListResourceRecordSets: 1 });
  });
});

describe('what stands already', () => {
  it('a table that was lost takes the records for its own and changes nothing', async () => {
    const records = [seeded('x.example.com', '192.0.2.1', 'A'), seeded('x.example.com', mark)];
    const world = await openWorld({ records });
    await world.write('x.example.com');
    await world.settle();
    expect(await world.condition('x.example.com')).toBe('True/InSync');
    expect(await world.lane('x.example.com')).toMatchObject({ applied: true });
    expect(world.calls()).toEqual({ ListResourceRecordSets: 1 });
    await world.write('x.example.com', { state: 'dying' });
    await world.settle();
    expect(world.records()).toEqual([]);
  });

  it('an orphan is never touched', async () => {
    const orphan = mark.replace('shop/shop', 'shop/gone');
    const records = [seeded('x.example.com', '192.0.2.1', 'A'), seeded('a-x.example.com', orphan)];
    const world = await openWorld({ records });
    await world.write('x.example.com', { state: 'dying' });
    await world.settle();
    expect(world.records()).toHaveLength(2);
    expect(await world.lane('x.example.com')).toBeUndefined();
  });

  it('the full list, asked for again, finds drift and mends it', async () => {
    const world = await openWorld();
    await world.write('x.example.com');
    await world.settle();
    const record = { name: 'x.example.com', type: 'A', ttl: 300, values: ['192.0.2.1'] } as const;
    const ownership = { name: 'a-x.example.com', type: 'TXT', ttl: 300, values: [mark] } as const;
    await world.zones.change(
      'Z1',
      [record, ownership].map((each) => ({ action: 'DELETE', record: each })),
    );
    const item = { lane: 'dns:Z1', key: 'zone:Z1', row: 'zone#Z1/zone', generation: 0, dueMs: world.clock.now() };
    await world.table.transact([enqueue(item)]);
    await world.settle();
    expect(world.records()).toHaveLength(2);
  });
});
