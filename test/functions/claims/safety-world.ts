import { leaverOf } from '../../../functions/claims/releases/stops.ts';
import type { Configuration } from '../../../shared/domain/configuration.ts';
import type { Scope } from '../../../shared/domain/scope.ts';
import { siteText } from '../../../shared/domain/site.ts';
import { approvedBy, releaseStanding } from '../../../shared/domain/standing.ts';
import { hostItem } from '../../../shared/rows/claims-keys.ts';
import { clusterMembers } from '../../../shared/rows/cluster-rows.ts';
import { type GoneRow, goneRows } from '../../../shared/rows/gone-rows.ts';
import { approvalKey, approvalRows, holdKey, holdRows, noticeRows } from '../../../shared/rows/safety-rows.ts';
import { type SiteRow, siteKey } from '../../../shared/rows/site-rows.ts';
import { claimsLane } from '../../../shared/rows/zone-rows.ts';
import { raiseWanted } from '../../../shared/runtime/lanes.ts';
import { put, remove, type Table } from '../../../shared/runtime/table.ts';
import { ingress, testConfiguration } from './samples.ts';
import { testWorld } from './world.ts';

export const second = 1_000;
export const minute = 60 * second;
export const nameOf = (index: number): string => `h${index}.example.com`;
export const keyOf = (index: number, namespace = 'shop'): string => `${namespace}/n${index}`;
export const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** A cluster with `count` names that stand, each of an Ingress of its own, all known to be there by a complete walk. */
export async function guardedWorld(
  count: number,
  configuration: Configuration = testConfiguration(),
  wrap?: (table: Table) => Table,
  rows?: Table,
) {
  const world = await testWorld(configuration, wrap, rows);
  const { table, clock } = world;
  await world.readZones();
  await world.walk(numbers(0, count).map((index) => ingress(keyOf(index), [nameOf(index)])));
  await world.settle();
  for (const index of numbers(0, count)) await world.keepZone(nameOf(index));

  const sites = async (cluster = 'demo'): Promise<readonly SiteRow[]> => {
    const members = await table.query(clusterMembers(cluster));
    const rows = await table.getMany(members.map(({ row }) => siteKey(row.site)));
    return rows.flatMap((row) => (row === undefined ? [] : [row]));
  };
  return {
    ...world,
    sites,
    /** Objects go, as single changes. */
    async drop(indices: readonly number[], namespace = 'shop'): Promise<void> {
      for (const index of indices) await world.say(keyOf(index, namespace), undefined);
    },
    async publish(indices: readonly number[], namespace = 'shop'): Promise<void> {
      for (const index of indices) {
        const key = keyOf(index, namespace);
        await world.say(key, ingress(key, [nameOf(index)]));
      }
      await world.settle();
      for (const index of indices) await world.keepZone(nameOf(index));
    },
    /** Lets time pass, drained every so often as sweep would. */
    async pass(ms: number, stepMs = minute): Promise<void> {
      for (let left = ms; left > 0; left -= stepMs) {
        clock.advance(Math.min(stepMs, left));
        await world.settle();
      }
    },
    gone: async (cluster = 'demo'): Promise<readonly GoneRow[]> =>
      (await table.query(goneRows(cluster))).map(({ row }) => row),
    async hosts(state: 'live' | 'dying' = 'live'): Promise<readonly string[]> {
      return (await sites()).filter((site) => site.state === state).map(({ host }) => host);
    },
    notices: async () => (await table.query(noticeRows)).map(({ row }) => row),
    /** How the releases stand, as people see it: `host state scope`. */
    async releases(document: Configuration = configuration): Promise<readonly string[]> {
      const [holds, approvals, notices] = [
        (await table.query(holdRows)).map(({ row }) => row),
        (await table.query(approvalRows)).map(({ row }) => row),
        (await table.query(noticeRows)).map(({ row }) => row),
      ];
      const nowMs = clock.now();
      const around = { nowMs, configuration: document, holds, approved: approvedBy(approvals, nowMs) };
      const tripped = new Set<Scope>(notices.map(({ scope }) => scope));
      return (await sites()).flatMap((site) => {
        if (site.release === undefined || site.state === 'dying') return [];
        const standing = releaseStanding({ ...leaverOf(site), release: site.release }, { ...around, tripped });
        return [`${site.host} ${standing.state}${standing.scope === undefined ? '' : ` ${standing.scope}`}`];
      });
    },
    /** A person's words, as the commands write them. */
    async approve(indices: readonly number[], over: { untilMs?: number } = {}): Promise<void> {
      const nowMs = clock.now();
      const wanted = new Set(
        indices.map((index) => siteText({ host: nameOf(index), view: 'public', setIdentifier: '' })),
      );
      const releases = (await sites()).flatMap((site) => (wanted.has(siteText(site)) ? (site.release?.id ?? []) : []));
      const row = {
        scope: 'all',
        atMs: nowMs,
        untilMs: nowMs + 24 * 60 * minute,
        by: 'oncall',
        releases,
        ...over,
      } as const;
      await table.transact([put(approvalKey(row, 0), row)]);
      for (const index of indices) await world.wake(hostItem(nameOf(index)));
      await world.settle();
    },
    async hold(scope: Scope, untilMs?: number): Promise<void> {
      const row = { scope, sinceMs: clock.now(), by: 'oncall', ...(untilMs === undefined ? {} : { untilMs }) };
      await table.transact([put(holdKey(scope), row)]);
    },
    async resume(scope: Scope): Promise<void> {
      await table.transact([remove(holdKey(scope))]);
      await raiseWanted(table, claimsLane('demo'));
      await world.settle();
    },
  };
}

export type GuardedWorld = Awaited<ReturnType<typeof guardedWorld>>;
