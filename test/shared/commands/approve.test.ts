import { describe, expect, it } from 'vitest';
import { approve } from '#shared/commands/approve.ts';
import { hold } from '#shared/commands/hold.ts';
import { readHistory } from '#shared/overview/history.ts';
import { expectationOf, type PendingSite, pendingIn } from '#shared/overview/pending.ts';
import { approvalRows, noticeKey } from '#shared/rows/safety-rows.ts';
import { wantedKey } from '#shared/runtime/lanes.ts';
import { readDueItems } from '#shared/runtime/selection.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { leavingSite, nowMs, refusalOf, speakerOver } from '../../support/commands.ts';
import { putSite, siteRow, smallConfiguration } from '../../support/small-installation.ts';

const hours = (number: number) => number * 3_600_000;
const approved = async (table: Table) => (await table.query(approvalRows)).flatMap(({ row }) => row.releases);
const pending = (...hosts: string[]): readonly PendingSite[] =>
  pendingIn(
    'all',
    hosts.map((host) => leavingSite(host)),
    smallConfiguration(),
  );

describe('approve', () => {
  it('names the releases pending at that moment for 24 h, wakes their claims and tells the history', async () => {
    const { table, as, rung } = await speakerOver([
      leavingSite('a.example.com'),
      leavingSite('b.example.com'),
      siteRow(),
    ]);
    const answer = await approve(as('oncall'), { scope: 'edge:public' });
    await putSite(table, leavingSite('late.example.com'));
    expect(answer).toMatchObject({ scope: 'edge:public', hosts: ['a.example.com', 'b.example.com'] });
    expect((await table.query(approvalRows)).map(({ row }) => row)).toEqual([
      {
        scope: 'edge:public',
        atMs: nowMs,
        untilMs: nowMs + hours(24),
        by: 'oncall',
        releases: ['a.example.com', 'b.example.com'],
      },
    ]);
    expect((await readDueItems(table, 'claims:demo', nowMs)).map(({ key }) => key)).toEqual([
      'host:a.example.com',
      'host:b.example.com',
    ]);
    expect(rung()).toEqual(['claims:demo']);
    const history = await readHistory({ table, configuration: smallConfiguration(), nowMs }, {});
    expect(history).toMatchObject([{ host: 'edge:public', action: 'approve', by: 'oncall', after: '2 releases' }]);
  });

  it('says how many others are blocked still, and that they may fit under the limit now', async () => {
    const { table, as } = await speakerOver(['a', 'b', 'c'].map((name) => leavingSite(`${name}.example.com`)));
    const notice = { kind: 'GuardTripped', scope: 'cluster:demo', sinceMs: 0, fromMs: 0, message: 'too many' } as const;
    await table.transact([put(noticeKey(notice), notice)]);
    const one = await approve(as('oncall'), { scope: 'a.example.com' });
    expect(one.blocked).toBe(2);
    expect(one.message).toMatch(
      /: a\.example\.com; 2 others are blocked still, but the guard counts .* goes by itself/,
    );
    expect((await approve(as('oncall'), { scope: 'all' })).message).not.toContain('blocked');
  });

  it('has the whole lane looked at when many hosts are concerned', async () => {
    const many = Array.from({ length: 60 }, (_, index) => leavingSite(`h${index}.example.com`));
    const { table, as } = await speakerOver(many);
    await approve(as('oncall'), { scope: 'all' });
    expect(await approved(table)).toHaveLength(60);
    expect(await table.get(wantedKey('claims:demo'))).toEqual({ wanted: 1 });
  });

  it.each([
    ['nothing', [siteRow()], { scope: 'all' }, /^conflict: no release is pending in all/],
    [
      'an unknown edge',
      [],
      { scope: 'edge:publc' },
      /^unknown: there is no scope "edge:publc", did you mean edge:public/,
    ],
    [
      'an unknown host',
      [siteRow()],
      { scope: 'ap.example.com' },
      /^unknown: nothing is known of .*did you mean app\.example\.com/,
    ],
    ['no scope', [], { scope: 'a b' }, /^unknown: there is no scope "a b"/],
    [
      'what is gone',
      [siteRow()],
      { scope: 'all', expect: '1-abcdef' },
      /^conflict: all has changed since.*nothing is pending there now/,
    ],
    [
      'less than there is',
      [leavingSite('a.example.com')],
      { scope: 'all', expect: '2-abcdef' },
      /it is 1-[0-9a-f]{6}; look at them/,
    ],
  ])('refuses to approve %s', async (_, sites, wish, message) => {
    const { table, as, rung } = await speakerOver(sites);
    expect(await refusalOf(approve(as('oncall'), wish))).toMatch(message);
    expect([await approved(table), rung()]).toEqual([[], []]);
  });

  it('takes the word of a person who saw exactly these', async () => {
    const { table, as } = await speakerOver([leavingSite('b.example.com'), leavingSite('a.example.com')]);
    const expectation = expectationOf(pending('a.example.com', 'b.example.com'));
    await approve(as('oncall'), { scope: 'cluster:demo', expect: expectation });
    expect(await approved(table)).toHaveLength(2);
    expect(expectation).not.toBe(expectationOf(pending('a.example.com', 'c.example.com')));
  });

  it('says who was first when two approve at once, and adds only what is new', async () => {
    const { table, as } = await speakerOver([leavingSite('a.example.com')]);
    const said = await Promise.all([
      refusalOf(approve(as('oncall'), { scope: 'all' })),
      refusalOf(approve(as('deploy'), { scope: 'edge:public' })),
    ]);
    expect(said.filter((one) => one === undefined)).toHaveLength(1);
    expect(said.join()).toMatch(/all 1 releases pending in .* are approved already, by (oncall|deploy)/);
    await putSite(table, leavingSite('b.example.com'));
    await approve(as('deploy', nowMs + 1), { scope: 'all' });
    expect((await approved(table)).sort()).toEqual(['a.example.com', 'b.example.com']);
  });

  it('may be repeated once it has run out', async () => {
    const { as } = await speakerOver([leavingSite('a.example.com')]);
    await approve(as('oncall'), { scope: 'all' });
    expect(await refusalOf(approve(as('oncall', nowMs + hours(23)), { scope: 'all' }))).toMatch(/approved already/);
    expect(await refusalOf(approve(as('oncall', nowMs + hours(25)), { scope: 'all' }))).toBeUndefined();
  });

  it('says that a hold or a policy would stop it all the same', async () => {
    const { as } = await speakerOver([leavingSite('a.example.com')]);
    await hold(as('deploy'), { scope: 'all' });
    expect(await refusalOf(approve(as('oncall'), { scope: 'all' }))).toMatch(/is held or kept by a policy/);
    const kept = await speakerOver([leavingSite('a.example.com')], smallConfiguration('upsert-only'));
    expect(await refusalOf(approve(kept.as('oncall'), { scope: 'all' }))).toMatch(/is held or kept by a policy/);
  });
});
