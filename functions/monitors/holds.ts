import { holdOver, isInForce } from '#shared/domain/hold.ts';
import { siteText } from '#shared/domain/site.ts';
import type { MonitorRow } from '#shared/rows/monitor-rows.ts';
import type { SiteRow } from '#shared/rows/site-rows.ts';
import type { LaneWork } from './work.ts';

/** Whether a person holds the site. */
export function isHeld(
  { holds, configuration, drain }: Pick<LaneWork, 'holds' | 'configuration' | 'drain'>,
  { host, cluster, wish }: SiteRow,
): boolean {
  return holdOver({ host, cluster, wish }, holds, { configuration, nowMs: drain.now() }) !== undefined;
}

/** Whether nothing may be done to what is left of a site that has gone: nobody may know any more where it was. */
export function isStopped({ sites, holds, configuration, drain }: LaneWork, { site }: MonitorRow): boolean {
  if (configuration.mode === 'observe') return true;
  const known = sites.find((one) => siteText(one.site) === siteText(site))?.site;
  if (known !== undefined) return isHeld({ holds, configuration, drain }, known);
  return holds.some((hold) => isInForce(hold, drain.now()) && ['all', `host:${site.host}`].includes(hold.scope));
}
