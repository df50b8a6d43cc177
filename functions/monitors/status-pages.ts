import type { StatusPage } from '#shared/domain/monitor-account.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';
import { ask } from './ask.ts';
import { type Assembled, againAfterMs } from './assemble.ts';
import { read } from './learn.ts';
import type { Hindrance } from './plan/lane-state.ts';
import { orRefusal } from './refusal.ts';
import type { LaneWork } from './work.ts';

/** Has status pages show the monitors of sites that ask for it. What a page shows else is left to people. */
export async function showOnPages(work: LaneWork, assembled: Assembled): Promise<void> {
  const { rows, drain } = work;
  const isDue = ({ page }: Addition) => drain.now() >= (rows.account.unshown?.[page.id]?.againMs ?? 0);
  if (rows.account.pages?.failure !== undefined || !additions(work, assembled).some(isDue)) return;
  // Somebody may have changed it since it was read, and what is written replaces all.
  await read(work, 'pages');
  if (rows.account.pages?.failure !== undefined) return;
  for (const { page, monitors } of additions(work, assembled).filter(isDue)) {
    const failure = await orRefusal(() => show(work, page, monitors));
    const { [page.id]: _before, ...others } = rows.account.unshown ?? {};
    const again = failure && { ...failure, againMs: drain.now() + againAfterMs(failure) };
    rows.saveAccount({ ...rows.account, unshown: { ...others, ...(again && { [page.id]: again }) } });
  }
}

async function show(work: LaneWork, page: StatusPage, monitors: readonly string[]): Promise<void> {
  const { rows } = work;
  const after = await ask(work, (far) => far.showOn(page.id, monitors));
  const items = (rows.account.pages?.items ?? []).flatMap((one) => (one.id === page.id ? (after ?? []) : one));
  rows.saveAccount({ ...rows.account, pages: { atMs: work.drain.now(), items } });
}

/** Why sites are not on pages that they name, by site. */
export function unshownOf(work: LaneWork, assembled: Assembled): ReadonlyMap<string, Hindrance> {
  const { pages, unshown = {} } = work.rows.account;
  return new Map(
    additions(work, assembled).flatMap(({ page, sites }) => {
      const failure = unshown[page.id] ?? pages?.failure;
      if (failure === undefined) return [];
      const { reason, message } = failure;
      return sites.map((site) => [siteText(site), { reason, message }] as const);
    }),
  );
}

interface Addition {
  readonly page: StatusPage;
  /** Those that it lacks. */
  readonly sites: readonly SiteKey[];
  /** All that it is to show. */
  readonly monitors: readonly string[];
}

function additions({ rows }: LaneWork, { state, resolved, known }: Assembled): readonly Addition[] {
  const wished = state.sites.flatMap((one) => {
    const [monitor] = known.ofSite(one);
    const { pages = [] } = resolved.get(siteText(one.site)) ?? {};
    const isFree = one.policy === undefined && one.releasedMs === undefined;
    return monitor !== undefined && isFree ? pages.map((page) => ({ page, id: monitor.id, site: one.site })) : [];
  });
  return (rows.account.pages?.items ?? []).flatMap((page) => {
    const { monitors: shown } = page;
    if (shown === 'all') return [];
    const lacking = wished.filter((one) => one.page === page.id && !shown.includes(one.id));
    const monitors = [...new Set([...shown, ...lacking.map(({ id }) => id)])];
    return lacking.length === 0 ? [] : [{ page, sites: lacking.map(({ site }) => site), monitors }];
  });
}
