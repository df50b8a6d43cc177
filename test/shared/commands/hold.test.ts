import { describe, expect, it } from 'vitest';
import { hold } from '#shared/commands/hold.ts';
import { resume } from '#shared/commands/resume.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { readHistory } from '#shared/overview/history.ts';
import { readOverview } from '#shared/overview/read-overview.ts';
import { holdRows } from '#shared/rows/safety-rows.ts';
import { wantedKey } from '#shared/runtime/lanes.ts';
import { readDueItems } from '#shared/runtime/selection.ts';
import type { Table } from '#shared/runtime/table.ts';
import { nowMs, refusalOf, speakerOver } from '../../support/commands.ts';
import { monitorPolicy } from '../../support/monitor-policy.ts';
import { siteRow, smallConfiguration, zoneId } from '../../support/small-installation.ts';

const hourMs = 3_600_000;
const configuration = smallConfiguration();
const watchedConfiguration = (): Configuration => ({
  ...configuration,
  edges: configuration.edges.map((edge) => ({ ...edge, certificates: { ...edge.certificates, mode: 'acm' } })),
  monitors: {
    ...monitorPolicy,
    accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: { environment: 'K' }, adopt: [] }],
  },
  alerts: {
    channels: [{ name: 'ops', kind: 'slack', token: { environment: 'T' }, channel: '#ops' }],
    routes: [],
    digestFrom: 3,
    flapWindowSeconds: 600,
  },
});
const held = async (table: Table, atMs = nowMs) =>
  (await readOverview({ table, configuration, nowMs: atMs })).holds.map(({ scope }) => scope);

describe('hold', () => {
  it('is listed with who, why and until, and ends by itself', async () => {
    const { table, as } = await speakerOver([siteRow()]);
    const answer = await hold(as('oncall'), { scope: 'zone:example.com', untilMs: nowMs + hourMs, why: 'migration' });
    expect(answer).toMatchObject({ scope: 'zone:example.com', by: 'oncall', why: 'migration', hosts: 1 });
    const { holds } = await readOverview({ table, configuration, nowMs });
    expect(holds).toEqual([
      {
        scope: 'zone:example.com',
        by: 'oncall',
        why: 'migration',
        since: '2026-11-21T12:00:00.000Z',
        until: '2026-11-21T13:00:00.000Z',
      },
    ]);
    expect(await held(table, nowMs + hourMs)).toEqual([]);
  });

  it('may overlap another one; both are listed and each is lifted by itself', async () => {
    const { table, as } = await speakerOver([siteRow()]);
    await hold(as('oncall'), { scope: 'all' });
    await hold(as('deploy', nowMs + 1), { scope: 'app.example.com' });
    expect(await held(table)).toEqual(['all', 'app.example.com']);
    expect(await resume(as('deploy'), { scope: 'all' })).toMatchObject({ held: ['app.example.com'] });
    expect(await held(table)).toEqual(['app.example.com']);
  });

  it.each([
    ['that ends in the past', { scope: 'all', untilMs: nowMs - 1 }, /^invalid: a hold until .* would be over already/],
    ['that ends now', { scope: 'all', untilMs: nowMs }, /^invalid: a hold until/],
    ['of an unknown zone', { scope: 'zone:example.org' }, /^unknown: there is no scope "zone:example\.org"/],
    ['of a misspelt host', { scope: 'apq.example.com' }, /^unknown: .*did you mean app\.example\.com/],
  ])('refuses one %s', async (_, wish, message) => {
    const { table, as } = await speakerOver([siteRow()]);
    expect(await refusalOf(hold(as('oncall'), wish))).toMatch(message);
    expect(await table.query(holdRows)).toEqual([]);
  });

  it('gives the second of two people a clear answer, unless the hold is to be replaced', async () => {
    const { table, as } = await speakerOver([]);
    const said = await Promise.all([
      refusalOf(hold(as('oncall'), { scope: 'all' })),
      refusalOf(hold(as('deploy'), { scope: 'all', untilMs: nowMs + hourMs })),
    ]);
    expect(said.filter((one) => one === undefined)).toHaveLength(1);
    expect(said.join()).toMatch(/conflict: all is already held until .*, by (oncall|deploy) since/);
    await hold(as('lead', nowMs + 1), { scope: 'all', untilMs: nowMs + hourMs, replace: true });
    expect((await table.query(holdRows)).map(({ row }) => row.by)).toEqual(['lead']);
  });

  it.each([
    ['has everything looked at again when it ends earlier', hourMs, { wanted: 1 }],
    ['leaves everything waiting when it ends later', 3 * hourMs, undefined],
  ])('that takes the place of another %s', async (_, lastsMs, wanted) => {
    const { table, as, rung } = await speakerOver([siteRow()]);
    await hold(as('oncall'), { scope: 'edge:public', untilMs: nowMs + 2 * hourMs });
    await hold(as('deploy', nowMs + 1), { scope: 'edge:public', untilMs: nowMs + lastsMs, replace: true });
    const lanes = ['claims:demo', `dns:${zoneId}`];
    expect(await table.getMany(lanes.map(wantedKey))).toEqual([wanted, wanted]);
    expect(rung()).toEqual(wanted === undefined ? [] : lanes);
  });

  it('takes the place of one that has ended', async () => {
    const { as } = await speakerOver([]);
    await hold(as('oncall'), { scope: 'all', untilMs: nowMs + 1 });
    expect(await refusalOf(hold(as('deploy', nowMs + 1), { scope: 'all' }))).toBeUndefined();
  });
});

describe('resume', () => {
  it.each([
    ['all', ['claims:demo', `dns:${zoneId}`]],
    ['cluster:demo', ['claims:demo', `dns:${zoneId}`]],
    ['edge:public', ['claims:demo', `dns:${zoneId}`]],
    ['zone:example.com', ['claims:demo', `dns:${zoneId}`]],
  ])('has the lanes of %s look at everything again', async (scope, lanes) => {
    const { table, as, rung } = await speakerOver([siteRow()]);
    await hold(as('oncall'), { scope });
    await resume(as('deploy'), { scope });
    expect(await table.getMany(lanes.map(wantedKey))).toEqual(lanes.map(() => ({ wanted: 1 })));
    expect(rung()).toEqual(lanes);
  });

  it.each([
    ['all', ['alerts:ops', 'certificates:123456789012/eu-central-1', 'claims:demo', `dns:${zoneId}`, 'monitors:main']],
    ['edge:public', ['certificates:123456789012/eu-central-1', 'claims:demo', `dns:${zoneId}`, 'monitors:main']],
  ])('has those who watch, tell and certify look at everything of %s again', async (scope, lanes) => {
    const { table, as, rung } = await speakerOver([siteRow()], watchedConfiguration());
    await hold(as('oncall'), { scope });
    await resume(as('deploy'), { scope });
    expect(await table.getMany(lanes.map(wantedKey))).toEqual(lanes.map(() => ({ wanted: 1 })));
    expect(rung()).toEqual(lanes);
  });

  it('has every lane of one host look at it again', async () => {
    const lanes = [`dns:${zoneId}`, 'monitors:main'];
    const { table, as } = await speakerOver([siteRow({ lanes })], watchedConfiguration());
    await hold(as('oncall'), { scope: 'app.example.com' });
    await resume(as('oncall'), { scope: 'app.example.com' });
    const items = await Promise.all(lanes.map((lane) => readDueItems(table, lane, nowMs)));
    expect(items.flat().map(({ key }) => key)).toEqual(['app.example.com', 'app.example.com']);
  });

  it('fits into one transaction however many zones there are to look at', async () => {
    const zones = configuration.zones.flatMap((zone) =>
      Array.from({ length: 80 }, (_, at) => ({ ...zone, id: `Z${at}`, name: `z${at}.test` })),
    );
    const { as, rung } = await speakerOver([], { ...configuration, zones });
    await hold(as('oncall'), { scope: 'all' });
    await resume(as('oncall'), { scope: 'all' });
    expect(rung()).toHaveLength(81);
  });

  it('has only the keys of one host looked at again', async () => {
    const { table, as } = await speakerOver([siteRow()]);
    await hold(as('oncall'), { scope: 'App.Example.com.' });
    await resume(as('oncall'), { scope: 'app.example.com' });
    const items = await Promise.all(['claims:demo', `dns:${zoneId}`].map((lane) => readDueItems(table, lane, nowMs)));
    expect(items.flat().map(({ key }) => key)).toEqual(['host:app.example.com', 'app.example.com']);
    expect(await table.get(wantedKey('claims:demo'))).toBeUndefined();
  });

  it('says what is held when the scope is not, or not any more', async () => {
    const { as } = await speakerOver([siteRow()]);
    expect(await refusalOf(resume(as('oncall'), { scope: 'all' }))).toBe(
      'conflict: all is not held; no hold is in force',
    );
    await hold(as('oncall'), { scope: 'edge:public', untilMs: nowMs + hourMs });
    await hold(as('oncall', nowMs + 1), { scope: 'cluster:demo' });
    expect(await refusalOf(resume(as('deploy', nowMs + hourMs), { scope: 'edge:public' }))).toBe(
      'conflict: edge:public is not held; the hold by oncall ended at 2026-11-21 13:00:00Z; held are cluster:demo',
    );
  });

  it('stands in the history of every host that was covered', async () => {
    const { table, as } = await speakerOver([siteRow()]);
    await hold(as('oncall'), { scope: 'edge:public', why: 'maintenance' });
    await resume(as('deploy', nowMs + 5), { scope: 'edge:public' });
    const around = { table, configuration, nowMs: nowMs + 10 };
    expect(await readHistory(around, { host: 'app.example.com' })).toMatchObject([
      { action: 'hold', by: 'oncall', why: 'maintenance', host: 'edge:public' },
      { action: 'resume', by: 'deploy', before: 'held until resumed' },
    ]);
    expect(await readHistory(around, { host: 'other.example.com' })).toEqual([]);
    expect(await readHistory(around, { sinceMs: nowMs + 1 })).toMatchObject([{ action: 'resume' }]);
  });
});
