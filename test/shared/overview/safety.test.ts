import { describe, expect, it } from 'vitest';
import { readOverview } from '#shared/overview/read-overview.ts';
import { noticeKey } from '#shared/rows/safety-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { approve } from '../../../shared/commands/approve.ts';
import { hold } from '../../../shared/commands/hold.ts';
import { leavingSite, nowMs, speakerOver } from '../../support/commands.ts';
import {
  objectRow,
  putClaim,
  putObject,
  releaseOf,
  siteRow,
  smallConfiguration,
} from '../../support/small-installation.ts';

const configuration = smallConfiguration();
const notice = {
  kind: 'GuardTripped',
  scope: 'cluster:demo',
  sinceMs: nowMs,
  fromMs: nowMs + 600_000,
  message: 'too many would go',
} as const;

describe('what stands about safety in the overview', () => {
  it('shows the guard ten minutes later, with the names and the command; blocked releases at once', async () => {
    const { table } = await speakerOver([leavingSite('a.example.com'), leavingSite('b.example.com'), siteRow()]);
    await table.transact([put(noticeKey(notice), notice)]);
    const at = (ms: number) => readOverview({ table, configuration, nowMs: ms });
    const early = await at(nowMs + 599_999);
    expect(early.notices).toEqual([]);
    expect(early.releases).toMatchObject([
      { host: 'a.example.com', state: 'blocked', scope: 'cluster:demo' },
      { host: 'b.example.com', state: 'blocked', scope: 'cluster:demo' },
    ]);
    expect((await at(nowMs + 600_000)).notices).toEqual([
      {
        kind: 'GuardTripped',
        scope: 'cluster:demo',
        since: '2026-11-21T12:00:00.000Z',
        message: 'too many would go',
        hosts: ['a.example.com', 'b.example.com'],
        approve: expect.stringMatching(/^npx firstlight approve cluster:demo --expect 2-[0-9a-f]{6}$/),
      },
    ]);
  });

  it('shows a release as held where it is, and as waiting once it is approved', async () => {
    const later = leavingSite('c.example.com', { release: releaseOf('c', { dueMs: nowMs + 1_000 }) });
    const { table, as } = await speakerOver([leavingSite('a.example.com'), leavingSite('b.example.com'), later]);
    await table.transact([put(noticeKey(notice), notice)]);
    await approve(as('oncall'), { scope: 'b.example.com' });
    await hold(as('oncall'), { scope: 'a.example.com' });
    const { releases } = await readOverview({ table, configuration, nowMs });
    expect(releases).toMatchObject([
      { host: 'a.example.com', state: 'held', scope: 'a.example.com' },
      { host: 'b.example.com', state: 'waiting' },
      { host: 'c.example.com', state: 'waiting', due: '2026-11-21T12:00:01.000Z' },
    ]);
  });

  it('lists a claim whose zone is not read yet as a waiting site, not as refused', async () => {
    const { table } = await speakerOver([]);
    const unread = { verdict: 'refused', reason: 'ZoneNotRead', message: 'not read yet' } as const;
    const row = objectRow('shop/app', {
      claims: [{ host: 'app.example.com', view: 'public', setIdentifier: '', ...unread }],
    });
    await putObject(table, row);
    await putObject(table, { ...row, ref: { ...row.ref, key: 'shop/second' } });
    const { host, view, setIdentifier, wish } = siteRow();
    await putClaim(table, { site: { host, view, setIdentifier }, source: row.ref, namespace: 'shop', wish, ...unread });
    const overview = await readOverview({ table, configuration, nowMs });
    expect(overview.refused).toEqual([]);
    expect(overview.sites).toMatchObject([
      { host: 'app.example.com', source: 'Ingress/shop/app', edge: 'public', ready: false, records: [] },
    ]);
    expect(overview.sites[0]?.conditions[0]).toMatchObject({ status: 'Unknown', reason: 'ZoneNotRead' });
  });
});
