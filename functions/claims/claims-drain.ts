import { forgetKey } from '#shared/rows/cluster-rows.ts';
import { type HoldRow, holdRows } from '#shared/rows/safety-rows.ts';
import { claimsLane } from '#shared/rows/zone-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import type { Fact } from '#shared/runtime/facts.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { remove } from '#shared/runtime/table.ts';
import type { ClaimsPorts } from './ports.ts';

/** A drain of one cluster's claims, with what it reads once, after the lease. */
export interface ClaimsDrain extends Drain {
  readonly cluster: string;
  /**
   * known: configured. frozen: it was, and all of it stands still. forgotten: a person said that it will not come back.
   */
  readonly standing: 'known' | 'frozen' | 'forgotten';
  /** All that there are, expired ones too. */
  readonly holds: readonly HoldRow[];
  readonly ports: ClaimsPorts;
  /** What is to be told at the end. */
  readonly facts: Fact[];
  /** Zones that this drain has asked their lanes to read. */
  readonly askedZones: Set<string>;
}

export const clusterOf = (drain: Pick<Drain, 'lane'>): string => drain.lane.slice(claimsLane('').length);

export const isConfigured = (drain: Pick<Drain, 'lane' | 'configuration'>): boolean =>
  drain.configuration.document.clusters.some(({ name }) => name === clusterOf(drain));

/** Reads what every claims drain needs; that a cluster was forgotten is over once it is configured. */
export async function openClaimsDrain(drain: Drain, ports: ClaimsPorts): Promise<ClaimsDrain> {
  const cluster = clusterOf(drain);
  const [holds, [forget]] = await Promise.all([drain.table.query(holdRows), drain.table.getMany([forgetKey(cluster)])]);
  const isKnown = isConfigured(drain);
  if (isKnown && forget !== undefined) await transactFenced(drain, [remove(forgetKey(cluster))]);
  const gone = forget === undefined ? 'frozen' : 'forgotten';
  return {
    ...drain,
    cluster,
    standing: isKnown ? 'known' : gone,
    holds: holds.map(({ row }) => row),
    ports,
    facts: [],
    askedZones: new Set(),
  };
}
