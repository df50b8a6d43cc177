import { describe, expect, it } from 'vitest';
import type { SiteState } from '../../../../functions/monitors/plan/lane-state.ts';
import { planLane } from '../../../../functions/monitors/plan/plan.ts';
import { check, hourMs, lane, listing, monitor, ours, site, told } from './lanes.ts';

const host = 'a.example.com';

describe('the plan of an account', () => {
  it('watches the record sets of one name once, with the monitor that is there', () => {
    const blue = site(host, { site: { host, view: 'public', setIdentifier: 'blue' }, tag: 'fl-blue' });
    const green = site(host, { site: { host, view: 'public', setIdentifier: 'green' }, tag: 'fl-green' });
    const made = monitor('1', check(host, { tags: ['fl-green', 'fl-here'] }));
    expect(told([green, blue])).toMatchObject({
      changes: ['create'],
      verdicts: ['Unknown Waiting', 'Unknown Waiting'],
    });
    expect(told([green, blue], listing(made))).toMatchObject({
      changes: [],
      verdicts: ['True Watched', 'True Watched'],
    });
  });

  it('watches a name by a record set that can answer, unless another one has asked already', () => {
    const at = (setIdentifier: string, over: Partial<SiteState>) =>
      site(host, { site: { host, view: 'public', setIdentifier }, tag: `fl-${setIdentifier}`, ...over });
    const [blue, green] = [at('blue', { dns: 'Unknown' }), at('green', {})];
    const { changes } = planLane(lane({ sites: [blue, green] }));
    expect(changes).toMatchObject([{ kind: 'create', site: { setIdentifier: 'green' } }]);
    const asked = at('blue', { dns: 'Unknown', row: { askedMs: hourMs } });
    expect(planLane(lane({ sites: [asked, green] })).changes).toEqual([]);
  });

  it('does not come back at once for a list that it has no calls for', () => {
    const plan = planLane(lane({ relistAfterMs: 0, budget: { calls: 0, moreMs: hourMs + 5 } }));
    expect(plan).toMatchObject({ changes: [], left: 1, requeueAt: hourMs + 5 });
  });

  it('gives the room that a plan has to those of the least rank, and tells the others', () => {
    const sites = ['a', 'b', 'c'].map((name, at) => site(`${name}.example.com`, { rank: 3 - at }));
    const { changes, verdicts } = planLane(lane({ sites, account: { monitors: 49, monitorLimit: 50 } }));
    expect(changes).toMatchObject([{ kind: 'create', spec: { name: 'c.example.com' } }]);
    expect(verdicts.map(({ reason }) => reason)).toEqual(['QuotaReached', 'QuotaReached', 'Waiting']);
  });

  it('spends the calls it has on pauses, doubts, new ones and differences, in this order, and comes back', () => {
    const sites = [
      site('a.example.com', { check: check('a.example.com', { name: 'new' }) }),
      site('b.example.com'),
      site('c.example.com', { row: { askedMs: hourMs } }),
      site('d.example.com', { releasedMs: hourMs + 20_000 }),
    ];
    const given = { ...listing(ours('1', 'a.example.com'), ours('4', 'd.example.com')), nowMs: hourMs + 20_000 };
    expect(told(sites, given).changes).toEqual(['pause 4', 'confirm', 'create', 'update 1']);
    const moreMs = hourMs + 30_000;
    const few = told(sites, { ...given, budget: { calls: 2, moreMs } });
    expect(few).toMatchObject({ changes: ['pause 4', 'confirm'], requeueAt: moreMs });
  });
});
