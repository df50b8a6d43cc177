import { expect, it } from 'vitest';
import { approve } from '#shared/commands/approve.ts';
import { hold } from '#shared/commands/hold.ts';
import { resume } from '#shared/commands/resume.ts';
import { noticeEntries, readSafety } from '#shared/overview/safety.ts';
import { noticeKey } from '#shared/rows/safety-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { leavingSite, nowMs, refusalOf, speakerOver } from '../../support/commands.ts';
import { smallConfiguration } from '../../support/small-installation.ts';

const sites = [0, 1, 2, 3, 4].map((one) => leavingSite(`h${one}.example.com`));
const last = 'h4.example.com';
const notice = { kind: 'GuardTripped', scope: 'edge:public', sinceMs: 0, fromMs: 0, message: '' } as const;

async function shownIn(table: Table, atMs = nowMs) {
  const [shown] = noticeEntries(sites, await readSafety({ table, configuration: smallConfiguration(), nowMs: atMs }));
  return { hosts: shown?.hosts, expect: shown?.approve.split('--expect ')[1] ?? '' };
}

async function noticed() {
  const world = await speakerOver(sites);
  await world.table.transact([put(noticeKey(notice), notice)]);
  return world;
}

it('the approval that a notice offers covers the hosts that it shows, no other, and names what is held', async () => {
  const { table, as } = await noticed();
  await hold(as('oncall'), { scope: last });
  const shown = await shownIn(table);
  const answer = await approve(as('deploy'), { scope: 'edge:public', expect: shown.expect });
  expect(answer.hosts).toEqual(['h0.example.com', 'h1.example.com', 'h2.example.com', 'h3.example.com']);
  expect(answer.hosts).toEqual(shown.hosts);
  expect(answer.notApproved).toEqual([last]);
  expect(answer.message).toMatch(/not approved, being held or kept by a policy: h4\.example\.com$/);
});

it('what was held when the notice was read, and is no more, makes its token void', async () => {
  const { table, as } = await noticed();
  await hold(as('oncall'), { scope: last });
  const shown = await shownIn(table);
  await resume(as('oncall', nowMs + 1), { scope: last });
  const said = await refusalOf(approve(as('deploy', nowMs + 2), { scope: 'edge:public', expect: shown.expect }));
  expect(said).toMatch(/has changed since: 4-.* it is 5-/);
});

it('an approval of all leaves what is held for a word of its own', async () => {
  const { as } = await noticed();
  await hold(as('oncall'), { scope: last });
  await approve(as('deploy'), { scope: 'all' });
  await resume(as('oncall', nowMs + 1), { scope: last });
  expect((await approve(as('deploy', nowMs + 2), { scope: 'all' })).hosts).toEqual([last]);
});

it('a token that somebody else used says who approved', async () => {
  const { table, as } = await noticed();
  const shown = await shownIn(table);
  await approve(as('oncall'), { scope: 'edge:public', expect: shown.expect });
  const said = await refusalOf(approve(as('deploy', nowMs + 1), { scope: 'edge:public', expect: shown.expect }));
  expect(said).toMatch(/it is 0-.*all 5 releases pending in edge:public are approved already, by oncall/);
});
