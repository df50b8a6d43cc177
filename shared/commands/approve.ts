import { scopeText } from '#shared/domain/scope.ts';
import { standingOf } from '#shared/domain/standing.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { expectationOf, leaverOf, type PendingSite, pendingIn } from '#shared/overview/pending.ts';
import { readSites } from '#shared/overview/read-sites.ts';
import { isoOf, readSafety, type Safety } from '#shared/overview/safety.ts';
import { type ApprovalRow, approvalKey } from '#shared/rows/safety-rows.ts';
import { put } from '#shared/runtime/table.ts';
import { lookAtSites } from './look-again.ts';
import { readScope } from './scopes.ts';
import { stillBlocked, stillBlockedText } from './still-blocked.ts';
import { obey, type Speaker } from './word.ts';

export interface ApproveAnswer {
  readonly scope: string;
  /** ISO 8601 UTC. */
  readonly until: string;
  readonly hosts: readonly string[];
  /** Pending there too, but held or kept by a policy: they need a word of their own once nothing stops them. */
  readonly notApproved: readonly string[];
  /** Releases that the guard stops still, in any scope. */
  readonly blocked: number;
  readonly message: string;
}

const validMs = 24 * 3_600_000;
const releasesPerRow = 1_000;
/** What fits into one transaction whatever the names are long. */
const releasesAtOnce = 10_000;

/**
 * Lets go what the guard counts as pending in a scope at this moment, by the ids of the releases, for 24 h; later ones, and
 * those that a hold or a policy stops, need their own word.
 * `expect` (as a notice shows it) makes sure that it is what the person saw.
 * @throws CommandError where nothing is pending, all of it is approved already, or it is not what was expected
 */
export function approve(
  speaker: Speaker,
  { scope: text, expect }: { readonly scope: string; readonly expect?: string },
): Promise<ApproveAnswer> {
  const { table, nowMs, by } = speaker;
  return obey(speaker, async (configuration) => {
    const scope = await readScope(text, table, configuration);
    const safety = await readSafety({ table, configuration, nowMs });
    const sites = (await readSites(table, configuration)).map(({ site }) => site);
    const pending = pendingIn(scope, sites, configuration);
    const chosen = chooseCounted(pending, safety, {
      scope: scopeText(scope),
      ...(expect === undefined ? {} : { expect }),
    });
    const untilMs = nowMs + validMs;
    const ids = chosen.map(({ release }) => release.id);
    const rows = Array.from({ length: Math.ceil(ids.length / releasesPerRow) }, (_, part): ApprovalRow => {
      const releases = ids.slice(part * releasesPerRow, (part + 1) * releasesPerRow);
      return { scope, atMs: nowMs, untilMs, by, releases };
    });
    const again = await lookAtSites(table, chosen, nowMs);
    const hosts = hostsOf(chosen);
    const notApproved = hostsOf(pending.filter((site) => isStopped(site, safety)));
    const kept =
      notApproved.length === 0 ? '' : `; not approved, being held or kept by a policy: ${listed(notApproved)}`;
    const blocked = stillBlocked(sites, safety, chosen);
    const said = `${ids.length} ${ids.length === 1 ? 'release' : 'releases'}`;
    return {
      actions: [
        // The day after its end is early enough for an approval to disappear.
        ...rows.map((row, part) => ({
          ...put(approvalKey(row, part), row),
          expiresAt: Math.ceil(untilMs / 1_000) + 86_400,
        })),
        ...again.actions,
      ],
      rings: again.lanes,
      history: { host: scopeText(scope), action: 'approve', after: said, why: listed(hosts) },
      answer: {
        scope: scopeText(scope),
        until: isoOf(untilMs),
        hosts,
        notApproved,
        blocked,
        message: `approved ${said} in ${scopeText(scope)}, each goes once it is due: ${listed(hosts)}${kept}${stillBlockedText(blocked)}`,
      },
    };
  });
}

/** What a notice shows and its token names: held, kept, ephemeral and approved releases need no such word, or heed none. */
function chooseCounted(
  pending: readonly PendingSite[],
  safety: Safety,
  { scope, expect }: { readonly scope: string; readonly expect?: string },
): readonly PendingSite[] {
  const open = pending.filter((site) => standingOf(leaverOf(site), safety).kind === 'counted');
  const now = expectationOf(open);
  if (expect !== undefined && expect !== now) {
    const none = pending.length === 0 ? 'nothing is pending there now' : whyNone(pending, safety, scope);
    const instead = open.length === 0 ? none : `look at them, then approve with --expect ${now}`;
    throw new CommandError('conflict', `${scope} has changed since: ${expect} was expected, it is ${now}; ${instead}`);
  }
  if (open.length === 0) throw new CommandError('conflict', whyNone(pending, safety, scope));
  if (open.length > releasesAtOnce) {
    throw new CommandError(
      'conflict',
      `${open.length} releases are pending in ${scope}: approve them edge by edge or host by host`,
    );
  }
  return open;
}

function whyNone(pending: readonly PendingSite[], safety: Safety, scope: string): string {
  if (pending.length === 0) return `no release is pending in ${scope}: there is nothing to approve`;
  const rest = pending.filter(({ release }) => !safety.approved.has(release.id));
  if (rest.length === 0) {
    const who = [...new Set(pending.map(({ release }) => safety.approved.get(release.id) ?? ''))].join(', ');
    return `all ${pending.length} releases pending in ${scope} are approved already, by ${who}`;
  }
  if (rest.some((site) => isStopped(site, safety))) {
    return `what is pending in ${scope} is held or kept by a policy, which no approval changes: resume the hold or change the policy first`;
  }
  return `what is pending in ${scope} goes once it is due, without an approval`;
}

const isStopped = (site: PendingSite, safety: Safety): boolean =>
  ['held', 'forbidden'].includes(standingOf(leaverOf(site), safety).kind);

const hostsOf = (sites: readonly PendingSite[]): readonly string[] => [...new Set(sites.map(({ host }) => host))];

const listedHosts = 10;

export const listed = (hosts: readonly string[]): string =>
  hosts.length <= listedHosts
    ? hosts.join(', ')
    : `${hosts.slice(0, listedHosts).join(', ')} and ${hosts.length - listedHosts} more`;
