import type { StatusPage } from '#shared/domain/monitor-account.ts';
import { siteText } from '#shared/domain/site.ts';
import { ask } from './ask.ts';
import type { Assembled } from './assemble.ts';
import { read } from './learn.ts';
import type { LaneWork } from './work.ts';

/** Has status pages show the monitors of sites that ask for it. What a page shows else is left to people. */
export async function showOnPages(work: LaneWork, assembled: Assembled): Promise<void> {
  const { rows } = work;
  if (additions(work, assembled).length === 0) return;
  // Somebody may have changed it since it was read, and what is written replaces all.
  await read(work, 'pages');
  for (const { page, monitors } of additions(work, assembled)) {
    const after = await ask(work, (far) => far.showOn(page.id, monitors));
    const items = (rows.account.pages?.items ?? []).flatMap((one) => (one.id === page.id ? (after ?? []) : one));
    rows.saveAccount({ ...rows.account, pages: { atMs: work.drain.now(), items } });
  }
}

interface Addition {
  readonly page: StatusPage;
  /** All that it is to show. */
  readonly monitors: readonly string[];
}

function additions({ rows }: LaneWork, { state, resolved, known }: Assembled): readonly Addition[] {
  const wished = state.sites.flatMap((one) => {
    const [monitor] = known.ofSite(one);
    const { pages = [] } = resolved.get(siteText(one.site)) ?? {};
    const isFree = one.policy === undefined && one.releasedMs === undefined;
    return monitor !== undefined && isFree ? pages.map((page) => ({ page, id: monitor.id })) : [];
  });
  return (rows.account.pages?.items ?? []).flatMap((page) => {
    const { monitors: shown } = page;
    if (shown === 'all') return [];
    const lacking = wished.filter((one) => one.page === page.id && !shown.includes(one.id)).map(({ id }) => id);
    return lacking.length === 0 ? [] : [{ page, monitors: [...new Set([...shown, ...lacking])] }];
  });
}
