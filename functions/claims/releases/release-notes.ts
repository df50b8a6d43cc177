import { type ObjectRef, refText, sameRef, siteText } from '#shared/domain/site.ts';
import { type GoneRow, goneKey } from '#shared/rows/gone-rows.ts';
import { type HistoryRow, historyDays, historyKey } from '#shared/rows/safety-rows.ts';
import type { Release, SiteRow } from '#shared/rows/site-rows.ts';
import type { Fact } from '#shared/runtime/facts.ts';
import type { Action } from '#shared/runtime/table.ts';
import { type HostInput, mayGo } from '../hosts/host-input.ts';
import type { SitePair } from '../settle/site-actions.ts';

/**
 * A release that a decision executes. A site may also end without one though one is planned: where another one takes its
 * place, or where nothing stands that a release would have to give time to.
 */
export interface Executed {
  readonly site: SiteRow;
  readonly release: Release;
  /** The new holder, where another claim takes the site over instead of its records being removed. */
  readonly heir?: ObjectRef;
  readonly counted: boolean;
  readonly approvedBy?: string;
}

export const executedOf = (input: HostInput, pairs: readonly SitePair[]): readonly Executed[] =>
  pairs.flatMap(({ before, after }) => {
    if (before?.release === undefined || before.state !== 'live' || !mayGo(input, before)) return [];
    const { release } = before;
    const { counted = false, approvedBy } = input.mayRelease.get(siteText(before)) ?? {};
    const base = { site: before, release, counted, ...(approvedBy === undefined ? {} : { approvedBy }) };
    if (after === undefined || after.state === 'dying') return [base];
    const isTaken = after.release === undefined && !sameRef(before.holder, after.holder);
    return isTaken ? [{ ...base, heir: after.holder }] : [];
  });

/** Longer than the guard looks back, and than releases are listed. */
const goneSeconds = 7_200;

/** Notes each executed release for the guard and for people, in the transaction that executes it. */
export const releaseActions = (input: HostInput, pairs: readonly SitePair[]): readonly Action[] =>
  executedOf(input, pairs).flatMap((executed): readonly Action[] => {
    const gone = goneRow(executed, input.nowMs);
    const history = historyRow(executed, input.nowMs);
    const part = `${executed.site.view}/${executed.site.setIdentifier}`;
    const seconds = Math.ceil(input.nowMs / 1_000);
    return [
      { action: 'put', key: goneKey(gone), row: gone, expiresAt: seconds + goneSeconds },
      { action: 'put', key: historyKey(history, part), row: history, expiresAt: seconds + historyDays * 86_400 },
    ];
  });

function goneRow({ site, release, heir, counted }: Executed, atMs: number): GoneRow {
  const { host, view, setIdentifier, cluster, wish } = site;
  return {
    site: { host, view, setIdentifier },
    cluster,
    edge: wish.edge,
    atMs,
    release,
    handedOver: heir !== undefined,
    ...(counted ? {} : { counted: false as const }),
  };
}

const historyRow = ({ site, release, heir, approvedBy }: Executed, atMs: number): HistoryRow => ({
  atMs,
  host: site.host,
  where: `cluster:${site.cluster}`,
  action: heir === undefined ? 'released' : 'handed over',
  before: refText(site.holder),
  ...(heir === undefined ? {} : { after: refText(heir) }),
  why: approvedBy === undefined ? release.message : `${release.message}; approved by ${approvedBy}`,
  by: refText(site.holder),
});

export const releasedFact = ({ site, heir }: Executed, atMs: number): Fact => ({
  type: 'SiteReleased',
  host: site.host,
  view: site.view,
  setIdentifier: site.setIdentifier,
  cluster: site.cluster,
  edge: site.wish.edge,
  atMs,
  handedOver: heir !== undefined,
});
