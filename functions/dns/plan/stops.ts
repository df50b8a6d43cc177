import type { RecordChange } from '#shared/domain/hosted-zone.ts';
import { mostCautious } from '#shared/domain/policy.ts';
import { changesOf } from './changes.ts';
import { describeChanges } from './describe.ts';
import type { Stop, Unit } from './group.ts';
import { heldMessage } from './holds.ts';
import type { PlannedSite } from './name-state.ts';
import { isForbidden } from './policies.ts';

/**
 * Why changes that go together may not be made: the most cautious policy of their sites forbids it, a person holds one of
 * them, or one's wish may be overtaken.
 */
export function stopOf(unit: Unit): Stop | undefined {
  const sites = unit.map(({ site }) => site);
  const [first, ...others] = sites.map(({ policy }) => policy);
  if (first === undefined) return undefined;
  const policy = mostCautious(first, ...others);
  const changes = changesOf(unit.map(({ draft }) => draft));
  const text = describeChanges(changes);
  if (isForbidden(policy, changes)) {
    return policy === 'observe'
      ? { reason: 'Observing', message: `would ${text}` }
      : {
          reason: 'PolicyForbids',
          message: `policy ${policy} forbids to ${text}; allow it with a less cautious policy`,
        };
  }
  const hold = sites.flatMap((site) => site.hold ?? [])[0];
  if (hold !== undefined) return { reason: 'Held', message: heldMessage(hold, text), hold };
  if (sites.some((site) => isOvertakeable(site, changes))) {
    const missing = 'what its cluster has is not yet said again, or the configuration not deployed again';
    return { reason: 'Waiting', message: `the table was restored, and ${missing}: would ${text}` };
  }
  return undefined;
}

/** A name that never was can be created on an old wish; what stands, or has gone since, waits for a new one. */
const isOvertakeable = ({ unconfirmed, applied }: PlannedSite, changes: readonly RecordChange[]): boolean =>
  unconfirmed === true && (applied || changes.some(({ action }) => action !== 'CREATE'));
