import { refText } from '#shared/domain/site.ts';
import type { HostInput } from '../hosts/host-input.ts';
import { releaseActions } from '../releases/release-notes.ts';
import { type SitePair, siteActions, siteItems } from './site-actions.ts';

/**
 * As many changes of a host's sites as `room` actions hold, at least one. A host may have as many record sets as claims, and
 * all of them may change at once, as when the last one agrees on another policy: then it takes several transactions, and
 * what is left follows when the host is decided again. First come sites that take the place of others, then those others,
 * so that none is gone before there is one in its place; what is new comes when what leaves is gone.
 */
export function nextPart(input: HostInput, pairs: readonly SitePair[], room: number): readonly SitePair[] {
  const part: SitePair[] = [];
  let left = room;
  for (const pair of inTurn(pairs)) {
    left -= costOf(input, pair);
    if (left < 0 && part.length > 0) break;
    part.push(pair);
  }
  return part;
}

function inTurn(pairs: readonly SitePair[]): readonly SitePair[] {
  const ended = new Set(pairs.filter(isSucceeded).map(holderOf));
  const turnOf = (pair: SitePair): number => {
    if (isSucceeded(pair)) return 1;
    if (pair.before !== undefined) return 2;
    return ended.has(holderOf(pair)) ? 0 : 3;
  };
  return [...pairs].sort((a, b) => turnOf(a) - turnOf(b));
}

/** It ends without a release, because of another site of its holder. */
const isSucceeded = ({ before, after }: SitePair): boolean =>
  before?.state === 'live' && before.release === undefined && after?.state === 'dying';

function holderOf({ before, after }: SitePair): string {
  const site = before ?? after;
  return site === undefined ? '' : `${site.view} ${refText(site.holder)} ${site.cluster}`;
}

/** With the items that go to the lanes, and to a namespace that waits for room under its quota. */
const costOf = (input: HostInput, pair: SitePair): number =>
  siteActions(input, pair).length +
  siteItems(input, pair).length +
  releaseActions(input, [pair]).length +
  (input.hasQuota ? 1 : 0);
