import { describe, expect, it } from 'vitest';
import type { ClusterKind } from '#shared/domain/kinds.ts';
import type { SourceState } from '#shared/domain/objects.ts';
import { isAccepted } from '#shared/overview/document.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { readWhy } from '#shared/overview/why.ts';
import { memoryTable } from '../../support/memory-table.ts';
import {
  conditionOf,
  objectRow,
  putClaim,
  putObject,
  putSite,
  releaseOf,
  siteRow,
  smallConfiguration,
} from '../../support/small-installation.ts';

const configuration = smallConfiguration();
const { host, view, setIdentifier, wish } = siteRow();
const site = { host, view, setIdentifier };

describe('what is not decided yet', () => {
  it.each(['ZoneNotRead', 'Waiting'] as const)('%s is a site that waits, and no refusal', async (reason) => {
    const table = memoryTable();
    const open = { verdict: 'refused', reason, message: 'decided later' } as const;
    const row = objectRow('shop/app', { claims: [{ ...site, ...open }] });
    await putObject(table, row);
    await putClaim(table, { site, source: row.ref, namespace: 'shop', wish, ...open });
    const overview = await readOverview({ table, configuration, nowMs: 0 });
    expect(overview.refused).toEqual([]);
    expect(overview.sites).toMatchObject([{ host, source: 'Ingress/shop/app', ready: false }]);
    expect(overview.sites[0]?.conditions[1]).toEqual({
      type: 'Accepted',
      status: 'Unknown',
      reason,
      message: 'decided later',
    });
    expect((await readWhy({ table, configuration, nowMs: 0 }, host))?.claims).toMatchObject([{ verdict: 'waiting' }]);
  });
});

describe('a site that is being released', () => {
  it('is not accepted any more, says why, and is as ready as it is', async () => {
    const table = memoryTable();
    await putSite(table, siteRow({ release: releaseOf('r') }), { condition: conditionOf() });
    const [entry] = (await readOverview({ table, configuration, nowMs: 0 })).sites;
    expect(entry?.conditions).toMatchObject([
      { type: 'Ready', status: 'True' },
      { type: 'Accepted', status: 'False', reason: 'Releasing', message: releaseOf('r').message },
      { type: 'DnsReady', status: 'True' },
    ]);
    expect(entry).toMatchObject({ ready: true });
    expect(entry !== undefined && isAccepted(entry)).toBe(false);
  });
});

describe('a kind that cannot be listed', () => {
  const source = (state: SourceState, of: ClusterKind = 'networking.k8s.io/Ingress') => {
    return objectRow('', {
      ref: { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'Source', key: `/${of}` },
      object: { kind: 'firstlight.dev/Source', form: 'full', key: `/${of}`, of, state, since: '', message: 'HTTP 403' },
    });
  };
  const skippedWith = async (...rows: ReturnType<typeof objectRow>[]) => {
    const table = memoryTable();
    for (const row of rows) await putObject(table, row);
    return (await readOverview({ table, configuration, nowMs: 0 })).skipped;
  };

  it.each([
    ['forbidden', /^cluster demo does not let its forwarder list Ingress; nothing .* \(HTTP 403\)$/],
    ['absent', /^cluster demo knows no Ingress/],
  ] as const)('is told when it is %s', async (state, message) => {
    expect(await skippedWith(source(state))).toMatchObject([
      { source: 'Source/networking.k8s.io/Ingress', message: expect.stringMatching(message) },
    ]);
  });

  it.each(['listed', 'off'] as const)('is not told of when it is %s', async (state) => {
    expect(await skippedWith(source(state))).toEqual([]);
  });

  it('is not told of when others define it and nothing of it was ever there', async () => {
    const kind = 'traefik.io/IngressRoute';
    const absent = source('absent', kind);
    expect(await skippedWith(absent)).toEqual([]);
    const ref = { cluster: 'demo', apiGroup: 'traefik.io', kind: 'IngressRoute', key: 'shop/a' };
    expect(await skippedWith(absent, objectRow('', { ref }))).toMatchObject([{ source: `Source/${kind}` }]);
    expect(await skippedWith(source('forbidden', kind))).toMatchObject([{ source: `Source/${kind}` }]);
  });

  it('is told of once, with the directory, where all of it is not there', async () => {
    const skipped = [{ reason: 'Unparsable', message: 'DIR is not there' }] as const;
    const ref = { cluster: 'demo', apiGroup: 'firstlight.dev', kind: 'File', key: '/.' };
    expect(await skippedWith(source('forbidden'), objectRow('', { ref, skipped }))).toMatchObject([
      { source: 'File/.', message: 'DIR is not there' },
    ]);
  });
});
