import { describe, expect, it } from 'vitest';
import type { Ingress } from '#shared/domain/objects.ts';
import { moveLimitMs } from '#shared/domain/site.ts';
import { readWhy } from '#shared/overview/why.ts';
import { monitorKey } from '#shared/rows/monitor-rows.ts';
import { historyKey, noticeKey } from '#shared/rows/safety-rows.ts';
import { parkedKey } from '#shared/runtime/parked-row.ts';
import { put } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { printWhy } from '../../../cli/print/why.ts';
import { hold } from '../../../shared/commands/hold.ts';
import { leavingSite, nowMs, speakerOver } from '../../support/commands.ts';
import {
  conditionOf,
  objectRow,
  putObject,
  putSite,
  siteRow,
  smallConfiguration,
  zoneId,
} from '../../support/small-installation.ts';

const configuration = smallConfiguration();
const lane = `dns:${zoneId}`;
const host = 'app.example.com';
const plainIngress: Ingress = {
  kind: 'networking.k8s.io/Ingress',
  form: 'full',
  key: 'shop/wiki',
  apiVersion: 'networking.k8s.io/v1',
  annotations: {},
  labels: {},
  rules: [],
  tls: [],
  addresses: [],
};

describe('why', () => {
  it('tells the chain from the object to dns, with the last error and the next try', async () => {
    const { table } = await speakerOver([]);
    const failed = conditionOf({ status: 'False', reason: 'NameTaken', message: 'a foreign A stands there' });
    await putSite(table, siteRow(), { condition: failed });
    await putObject(table, objectRow('shop/app', { marker: 'm', settledMarker: 'm' }));
    await table.transact([
      enqueue({ lane, key: host, row: 'r', generation: 1, dueMs: nowMs + 60_000 }),
      enqueue({ lane, key: 'other.example.com', row: 'r', generation: 1, dueMs: nowMs }),
      put(parkedKey(lane, host), {
        key: host,
        reason: 'NameTaken',
        message: 'taken',
        until: 'hourly',
        alone: false,
        sinceMs: nowMs,
      }),
    ]);
    const found = await readWhy({ table, configuration, nowMs }, host);
    expect(found?.sites).toMatchObject([
      {
        source: 'Ingress/shop/app',
        object: 'there',
        state: 'live',
        zone: 'example.com',
        policy: 'sync',
        steps: [
          { capability: 'claims', status: 'True', reason: 'Accepted' },
          {
            capability: 'dns',
            status: 'False',
            reason: 'NameTaken',
            message: 'a foreign A stands there',
            since: '2026-01-01T00:00:00.000Z',
            nextTry: '2026-11-21T12:01:00.000Z',
            parked: { reason: 'NameTaken', until: 'tried again each hour' },
          },
        ],
      },
    ]);
  });

  it.each([
    [0, 'or at 2026', 'load balancer arn:new of edge public'],
    [2 * moveLimitMs, 'kept by a hold or a policy', 'load balancer arn:new of edge public'],
  ])('tells where a site goes and what it waits for (after %i ms)', async (sinceMs, until, where) => {
    const { table } = await speakerOver([]);
    const moving = { edge: 'public', loadBalancer: 'arn:new', sinceMs: nowMs - sinceMs };
    await putSite(table, siteRow({ moving }));
    const found = await readWhy({ table, configuration, nowMs }, host);
    expect(found?.sites[0]?.moving).toMatchObject({ edge: 'public', loadBalancer: 'arn:new' });
    const look = { columns: 1_000, colors: false, nowMs };
    const told = found === undefined ? '' : printWhy(found, look).join('\n');
    expect(told).toContain(until);
    expect(told).toContain(where);
  });

  it('names the objects of the holder and of others only where they live', async () => {
    const { table } = await speakerOver([siteRow()]);
    const claim = { host, view: 'public', setIdentifier: '' } as const;
    const refused = { ...claim, verdict: 'refused', reason: 'HostTaken', message: 'held by namespace shop' } as const;
    await putObject(table, objectRow('shop/app', { claims: [{ ...claim, verdict: 'holder' }] }));
    await putObject(table, objectRow('shop/second', { claims: [{ ...claim, verdict: 'compatible' }] }));
    await putObject(table, objectRow('secret/project-x', { claims: [refused] }));
    await putObject(table, objectRow('secret/project-y', { claims: [refused] }));
    const found = await readWhy({ table, configuration, nowMs }, host);
    expect(found?.claims).toMatchObject([
      { who: 'demo/secret', verdict: 'refused', reason: 'HostTaken' },
      { who: 'Ingress/shop/app', verdict: 'holder' },
      { who: 'Ingress/shop/second', verdict: 'compatible' },
    ]);
    expect(JSON.stringify(found)).not.toContain('project-');
  });

  it('tells what stops a release: holds, and the guard before it is announced', async () => {
    const { table, as } = await speakerOver([leavingSite(host)]);
    const notice = {
      kind: 'GuardTripped',
      scope: 'edge:public',
      sinceMs: nowMs,
      fromMs: nowMs + 600_000,
      message: 'too many',
    } as const;
    const elsewhere = { ...notice, scope: 'edge:other' } as const;
    await table.transact([notice, elsewhere].map((row) => put(noticeKey(row), row)));
    const blocked = await readWhy({ table, configuration, nowMs }, host);
    expect(blocked).toMatchObject({
      sites: [{ state: 'leaving', object: 'gone', release: { state: 'blocked', scope: 'edge:public' } }],
      notices: [
        {
          scope: 'edge:public',
          hosts: [host],
          approve: expect.stringMatching(/^npx firstlight approve edge:public --expect 1-/),
        },
      ],
    });
    await hold(as('oncall'), { scope: 'all' });
    await hold(as('oncall'), { scope: 'edge:public' });
    const held = await readWhy({ table, configuration, nowMs }, host);
    expect(held).toMatchObject({
      sites: [{ release: { state: 'held' } }],
      holds: [{ scope: 'all' }, { scope: 'edge:public' }],
    });
  });

  it('knows a host that is only skipped or refused, and nothing of others', async () => {
    const { table } = await speakerOver([]);
    const skipped = [{ host: 'a_b.example.com', reason: 'InvalidHost', message: 'no' }] as const;
    await putObject(table, objectRow('shop/app', { skipped }));
    expect(await readWhy({ table, configuration, nowMs }, 'a_b.example.com')).toMatchObject({
      sites: [],
      claims: [{ who: 'Ingress/shop/app', verdict: 'skipped', reason: 'InvalidHost' }],
    });
    expect(await readWhy({ table, configuration, nowMs }, host)).toBeUndefined();
  });

  it.each([
    ['a rule', { rules: [{ host: 'Wiki.example.com.' }] }],
    ['TLS', { tls: [{ hosts: ['wiki.example.com'] }] }],
    ['an annotation', { annotations: { 'firstlight.dev/hostname': 'a.example.com, wiki.example.com' } }],
  ])('tells the reason of an object that is skipped as a whole and names the host in %s', async (_, over) => {
    const { table } = await speakerOver([]);
    const skipped = [{ reason: 'UnknownClass', message: 'no edge lists the class nginx' }] as const;
    await putObject(table, objectRow('shop/wiki', { skipped, object: { ...plainIngress, ...over } }));
    expect(await readWhy({ table, configuration, nowMs }, 'wiki.example.com')).toMatchObject({
      sites: [],
      claims: [{ who: 'Ingress/shop/wiki', verdict: 'skipped', reason: 'UnknownClass' }],
    });
  });

  it('tells of a leaving site whose object is there why its claim was given up', async () => {
    const { table } = await speakerOver([leavingSite(host)]);
    const skipped = [{ reason: 'UnknownClass', message: 'Ingress/shop/app: no edge lists the class nginx' }] as const;
    const object = { ...plainIngress, rules: [{ host }] };
    await putObject(table, objectRow('shop/app', { skipped, object }));
    const found = await readWhy({ table, configuration, nowMs }, host);
    expect(found?.sites[0]?.release?.why).toBe(
      'no claim of its holder asks for it any more; Ingress/shop/app is skipped, UnknownClass: no edge lists the class nginx',
    );
  });

  it('tells for a day when a host that is gone was released', async () => {
    const { table } = await speakerOver([]);
    const atMs = nowMs - 3_600_000;
    const row = { atMs, host, where: 'cluster:demo', action: 'released', why: 'gone', by: 'Ingress/shop/app' };
    await table.transact([put(historyKey(row, 0), row)]);
    const found = await readWhy({ table, configuration, nowMs }, host);
    expect(found).toMatchObject({ sites: [], claims: [], released: '2026-11-21T11:00:00.000Z' });
    expect(await readWhy({ table, configuration, nowMs: nowMs + 86_400_000 }, host)).toBeUndefined();
  });

  it('tells since when a name is down, for as long as it is', async () => {
    const { table } = await speakerOver([]);
    const site = siteRow({ lanes: [lane, 'monitors:main'] });
    await putSite(table, site);
    const began = { id: '1', startedMs: nowMs - 60_000, cause: '502 Bad Gateway', seenMs: nowMs };
    const told = async (): Promise<string> => {
      const found = await readWhy({ table, configuration, nowMs }, host);
      return found === undefined ? '' : printWhy(found, { columns: 1_000, colors: false, nowMs }).join('\n');
    };
    await table.transact([put(monitorKey('monitors:main', site), { site, down: began })]);
    expect(await told()).toContain('DOWN since 2026-11-21 11:59:00Z: 502 Bad Gateway');
    await table.transact([put(monitorKey('monitors:main', site), { site })]);
    expect(await told()).not.toContain('DOWN');
  });
});
