import { describe, expect, it } from 'vitest';
import type { Policy } from '#shared/domain/policy.ts';
import { comparePlans } from '#shared/overview/compare-plans.ts';
import { dueText } from '#shared/overview/due-text.ts';
import { readPlan } from '#shared/overview/plan.ts';
import type { Table } from '#shared/runtime/table.ts';
import { leavingSite } from '../../support/commands.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { documentOf, siteOf } from '../../support/sandbox-document.ts';
import {
  conditionOf,
  objectRow,
  ownedRow,
  putObject,
  putSite,
  siteRow,
  smallConfiguration,
} from '../../support/small-installation.ts';

const plan = (table: Table, mode?: Policy) => readPlan({ table, configuration: smallConfiguration(mode), nowMs: 0 });
const { record, ownership } = ownedRow;
const observing = conditionOf({ status: 'Unknown', reason: 'Observing', message: 'would create A app.example.com' });
const text = 'A app.example.com alias → lb-1.eu-central-1.elb.amazonaws.com';

describe('the plan of an installation', () => {
  it.each([
    [
      'publishes',
      [
        { action: 'create', after: record },
        { action: 'create', after: ownership },
      ],
      'publish',
      `create ${text}`,
    ],
    ['changes', [{ action: 'change', before: record, after: record }], 'change', `change ${text} into ${text}`],
    ['removes', [{ action: 'delete', before: record }], 'release', `delete ${text}`],
    ['only marks', [{ action: 'create', after: ownership }], 'publish', expect.stringMatching(/^create TXT a-app/)],
  ] as const)('%s what dns would write while observing', async (_, planned, kind, line) => {
    const table = memoryTable();
    await putSite(table, siteRow(), { condition: observing, planned });
    expect(await plan(table, 'observe')).toMatchObject({
      changes: true,
      entries: [
        {
          kind,
          host: 'app.example.com',
          source: 'Ingress/shop/app',
          why: 'Observing: would create A app.example.com',
          records: [line],
        },
      ],
    });
  });

  it('lists what is on its way, and what leaves', async () => {
    const table = memoryTable();
    await putSite(table, siteRow());
    await putSite(table, siteRow({ host: 'b.example.com' }), { condition: conditionOf(), generation: 1 });
    await putSite(table, leavingSite('c.example.com'), { condition: conditionOf() });
    const found = await plan(table);
    expect(found.entries.map(({ host, kind }) => `${host} ${kind}`)).toEqual([
      'app.example.com publish',
      'b.example.com change',
      'c.example.com release',
    ]);
    expect(found).toMatchObject({ changes: true, summary: 'publishes 1 name, refuses 0, releases 1, changes 1' });
  });

  it('finds no changes where all is as wished, refused or kept', async () => {
    const table = memoryTable();
    await putSite(table, siteRow(), { condition: conditionOf() });
    await putSite(table, leavingSite('c.example.com'), { condition: conditionOf() });
    const claim = { host: 'd.example.com', view: 'public', setIdentifier: '', verdict: 'refused' } as const;
    await putObject(table, objectRow('shop/d', { claims: [{ ...claim, reason: 'HostTaken', message: 'held' }] }));
    const found = await plan(table, 'upsert-only');
    expect(found.counts).toMatchObject({ refuse: 1, keep: 1, release: 0 });
    expect(found).toMatchObject({
      changes: false,
      summary: 'publishes 0 names, refuses 1, releases 0, keeps 1',
      entries: [
        { kind: 'keep', host: 'c.example.com', why: 'no object claims it any more; the policy keeps its records' },
        { kind: 'refuse', host: 'd.example.com', source: 'Ingress/shop/d', why: 'HostTaken: held', records: [] },
      ],
    });
  });
});

describe('what the plan tells of trouble', () => {
  it.each([
    ['NameTaken', 'cannot', false],
    ['OwnershipLost', 'cannot', false],
    ['PolicyConflict', 'cannot', false],
    ['Refused', 'cannot', false],
    ['ZoneFull', 'cannot', false],
    ['Retrying', 'change', true],
  ] as const)('lists a name with %s as %s', async (reason, kind, changes) => {
    const table = memoryTable();
    const condition = conditionOf({ status: 'False', reason, message: 'what stands there' });
    await putSite(table, siteRow(), { condition });
    const found = await plan(table);
    expect(found.entries).toMatchObject([{ kind, host: 'app.example.com', why: `${reason}: what stands there` }]);
    expect(found.changes).toBe(changes);
    if (kind === 'cannot') expect(found.summary).toBe('publishes 0 names, refuses 0, releases 0, cannot serve 1');
  });

  it.each([
    ['blocked', 10_000, 'was due 1970-01-01 00:00:10Z, waits for the guard'],
    ['waiting', 70_000, 'due 1970-01-01 00:01:10Z'],
    ['waiting', 10_000, 'due now'],
  ] as const)('says of what is %s at 60 s when it is due: %i', (state, dueMs, text) => {
    expect(dueText({ state, due: new Date(dueMs).toISOString() }, 60_000)).toBe(text);
  });
});

describe('the plan of two sets of manifests', () => {
  const refused = { host: 'x.example.com', source: 'Ingress/shop/x', reason: 'HostTaken', message: 'held' } as const;

  it('is empty when they are the same', () => {
    const overview = documentOf({ sites: [siteOf()], refused: [refused] });
    expect(comparePlans(overview, overview)).toMatchObject({
      changes: false,
      summary: 'publishes 0 names, refuses 0, releases 0',
      entries: [],
    });
  });

  it('says what is published, refused, released and changed', () => {
    const moved = siteOf({ host: 'm.example.com', source: 'Ingress/shop/other' });
    const found = comparePlans(
      documentOf({ sites: [siteOf(), siteOf({ host: 'm.example.com' })] }),
      documentOf({
        sites: [moved, siteOf({ host: 'n.example.com' }), siteOf({ host: 'o.example.com' })],
        refused: [refused],
      }),
    );
    expect(found.summary).toBe('publishes 2 names, refuses 1, releases 1, changes 1');
    expect(found.changes).toBe(true);
    expect(found.entries).toMatchObject([
      { kind: 'change', host: 'm.example.com', why: 'Ingress/shop/app hands it over', records: [] },
      { kind: 'publish', host: 'n.example.com', records: ['create A app.example.com alias → lb.example.net'] },
      { kind: 'publish', host: 'o.example.com' },
      { kind: 'release', host: 'app.example.com', records: ['delete A app.example.com alias → lb.example.net'] },
      { kind: 'refuse', host: 'x.example.com', why: 'HostTaken: held' },
    ]);
  });

  it('publishes nothing that has no address yet', () => {
    const waiting = siteOf({ target: false });
    expect(comparePlans(documentOf(), documentOf({ sites: [waiting] })).entries).toMatchObject([{ kind: 'wait' }]);
    expect(comparePlans(documentOf({ sites: [waiting] }), documentOf({ sites: [waiting] })).changes).toBe(false);
    expect(comparePlans(documentOf({ sites: [waiting] }), documentOf({ sites: [siteOf()] })).entries).toMatchObject([
      { kind: 'publish' },
    ]);
  });
});
