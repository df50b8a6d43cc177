import type { Configuration } from '#shared/domain/configuration.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { scopeText } from '#shared/domain/scope.ts';
import { standingOf } from '#shared/domain/standing.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { leaverOf, pendingIn } from '#shared/overview/pending.ts';
import { sourceText } from '#shared/overview/read-objects.ts';
import { sitesOfHost } from '#shared/overview/read-sites.ts';
import { readSafety } from '#shared/overview/safety.ts';
import { type ApprovalRow, approvalKey } from '#shared/rows/safety-rows.ts';
import { type SiteRow, siteKey } from '#shared/rows/site-rows.ts';
import { put, type Table } from '#shared/runtime/table.ts';
import { lookAtSites } from './look-again.ts';
import { requireHost } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface ReleaseHostAnswer {
  readonly host: string;
  readonly message: string;
}

const validMs = 24 * 3_600_000;

/**
 * Lets a host go now that nothing claims any more: its releases are due at once and the guard does not stop them. What
 * makes sure that the objects are gone still does.
 * @throws CommandError where the host is unknown, still claimed, held, or kept by a policy
 */
export function releaseHost(speaker: Speaker, { host: text }: { readonly host: string }): Promise<ReleaseHostAnswer> {
  const { table, nowMs, by } = speaker;
  const host = text.trim().toLowerCase().replace(/\.$/, '');
  return obey(speaker, async (configuration) => {
    await requireHost(host, table, configuration);
    const sites = await leavingSites(table, host, { configuration, nowMs });
    const scope = `host:${host}` as const;
    const approval: ApprovalRow = {
      scope,
      atMs: nowMs,
      untilMs: nowMs + validMs,
      by,
      releases: sites.map(({ release }) => release.id),
    };
    const again = await lookAtSites(table, sites, nowMs);
    return {
      actions: [
        { ...put(approvalKey(approval, 0), approval), expiresAt: Math.ceil(approval.untilMs / 1_000) + 86_400 },
        ...sites.map((site) => {
          const dueMs = Math.min(nowMs, site.release.dueMs);
          const next: SiteRow = { ...site, version: site.version + 1, release: { ...site.release, dueMs } };
          return put(siteKey(site), next, { version: site.version });
        }),
        ...again.actions,
      ],
      rings: again.lanes,
      history: {
        host,
        action: 'release',
        before: `due ${momentText(Math.min(...sites.map(({ release }) => release.dueMs)))}`,
        why: sites[0]?.release.message ?? '',
      },
      answer: { host, message: `${host} is released now; \`firstlight why ${host}\` shows how far it got` },
    };
  });
}

async function leavingSites(
  table: Table,
  host: string,
  { configuration, nowMs }: { readonly configuration: Configuration; readonly nowMs: number },
): Promise<ReturnType<typeof pendingIn>> {
  const sites = await sitesOfHost(table, host);
  const pending = pendingIn(`host:${host}`, sites, configuration);
  if (pending.length === 0) {
    const live = sites.filter(({ state }) => state === 'live');
    const [first] = live;
    if (first === undefined)
      throw new CommandError('conflict', `nothing of ${host} stands: there is nothing to release`);
    const source = `${sourceText(first.holder)} of cluster ${first.cluster}`;
    throw new CommandError(
      'conflict',
      `${host} is still claimed by ${source}: take it out there, then it goes by itself`,
    );
  }
  const safety = await readSafety({ table, configuration, nowMs });
  for (const site of pending) {
    const standing = standingOf(leaverOf(site), safety);
    if (standing.kind === 'held') {
      const scope = scopeText(standing.scope);
      throw new CommandError('conflict', `${host} is held by ${scope}: \`npx firstlight resume ${scope}\` first`);
    }
    if (standing.kind === 'forbidden') {
      throw new CommandError('conflict', `policy ${standing.policy} keeps ${host}: the configuration decides that`);
    }
  }
  return pending;
}
