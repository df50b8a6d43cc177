import { goneRows } from '#shared/rows/gone-rows.ts';
import { type SiteRow, sitePrefix } from '#shared/rows/site-rows.ts';
import type { World } from '../world/world.ts';
import { setText } from '../world/zones.ts';
import { hostOf } from './marks.ts';
import { newPrefix } from './new-name.ts';
import { hostOfUrl } from './watched-sites.ts';
import { isWished } from './wished-records.ts';

/** Deploys the same once more, which has every row looked at again, and returns what was written to zones and monitors meanwhile. */
export async function anotherPass(world: World, play: (ms: number) => Promise<void>): Promise<readonly string[]> {
  const released = new Set(await releasedJustNow(world));
  const wrote: string[] = [];
  const watching = { on: true };
  world.store.onCommit(({ actions }) => {
    for (const { key } of actions) if (key.pk.startsWith('gone#')) released.add(key.sk.split('#')[2] ?? '');
    // Where there is a quota whoever goes makes room for another name.
    if (world.configuration.hosts.quota === undefined || released.size === 0) return;
    for (const action of actions) {
      if (action.action !== 'put' || !action.key.sk.startsWith(sitePrefix)) continue;
      const { host, version } = action.row as SiteRow;
      if (version === 1) released.add(host);
    }
  });
  world.zones.onChange(({ by, removed, added }) => {
    if (by === undefined || !watching.on) return;
    // What is taken off a load balancer in its own time makes room for a certificate, which is validated then.
    const isValidation = (set: (typeof added)[number]): boolean => isWished(set) && hasCertificates(world);
    const changed = [...removed, ...added].filter((set) => !isValidation(set));
    const unasked = changed.filter((set) => ![...released].some((host) => hostOf(set).endsWith(host)));
    wrote.push(...unasked.map((set) => `${by.name} wrote ${setText(set)}`));
  });
  world.outside.uptime.onCall(({ method, status, before, after, by }) => {
    const host = hostOfUrl((before ?? after)?.url ?? 'http://nothing');
    if (!watching.on || method === 'GET' || status >= 300 || host.startsWith(newPrefix) || released.has(host)) return;
    // Paused since its name went: its grace is over now, whatever is looked at.
    if (method === 'DELETE' && before?.status === 'PAUSED') return;
    wrote.push(`${by.name} asked for ${method} of the monitor of ${host}`);
  });
  // Not waited for: a violation ends the story, and time with it.
  void world.deploy(world.configuration);
  for (let playedMs = 0; playedMs < passMs && wrote.length === 0; playedMs += sliceMs) await play(sliceMs);
  watching.on = false;
  return wrote;
}

const hasCertificates = ({ configuration }: World): boolean =>
  configuration.edges.some(({ certificates }) => certificates.mode !== 'off');

const passMs = 20 * 60_000;
/** The first write says it all. */
const sliceMs = 60_000;

/** What was decided a moment ago may not be written yet. */
async function releasedJustNow({ store, engine, configuration }: World): Promise<readonly string[]> {
  const sinceMs = engine.scheduler.now() - 60_000;
  const rows = await Promise.all(configuration.clusters.map(({ name }) => store.truth.query(goneRows(name))));
  return rows.flat().flatMap(({ row }) => (row.atMs < sinceMs ? [] : [row.site.host]));
}
