import type { Listener, ParentRef, Route, RouteParent } from '#shared/domain/routes.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { type Acceptance, acceptanceOf, parentAcceptance } from './acceptance.ts';
import { listenersFor } from './listeners.ts';

/** A listener that serves a route. */
export interface Attached {
  readonly parent: RouteParent;
  readonly listener: Listener;
}

export interface AttachedParents {
  readonly attached: readonly Attached[];
  /** Why parents do not serve it. */
  readonly skipped: readonly Skipped[];
  /** Somebody has not yet said whether the route is taken: what it has stays. */
  readonly unsaid: boolean;
}

/** The listeners that a route is attached to, by each of its parentRefs. */
export function attachedParents(route: Route): AttachedParents {
  const attached: Attached[] = [];
  const skipped: Skipped[] = [];
  let unsaid = false;
  for (const [index, ref] of route.parentRefs.entries()) {
    const found = attachedBy(route, ref);
    if (!('problem' in found)) attached.push(...found);
    else if (!isUnread(route, index)) {
      const message = `spec.parentRefs[${index}]: ${titleOf(ref)} ${found.problem}`;
      skipped.push({ reason: 'NotAccepted', message });
      unsaid ||= found.unsaid === true;
    }
  }
  if (route.parentRefs.length === 0)
    skipped.push({ reason: 'NotAccepted', message: 'spec.parentRefs is missing; name a Gateway' });
  return { attached, skipped, unsaid };
}

/** Of such a parent something could not be read: that is told already. */
const isUnread = ({ problems = [] }: Route, index: number): boolean =>
  problems.some(({ field }) => field === `spec.parentRefs[${index}]`);

interface NotAttached {
  readonly problem: string;
  readonly unsaid?: true;
}

function attachedBy(route: Route, ref: ParentRef): readonly Attached[] | NotAttached {
  if (!isParent(ref.of)) return { problem: 'gives no names; only Gateways and ListenerSets do' };
  const parent = route.parents.find(({ of, key }) => of === ref.of && key === ref.key);
  if (parent === undefined) return { problem: 'does not exist; name one that does' };
  if (parent.gateway === undefined) return { problem: 'extends a Gateway that does not exist; name one that does' };
  for (const said of [acceptanceOf(route, ref), parentAcceptance(route, parent)]) {
    const problem = problemOf(said);
    if (problem !== undefined) return problem;
  }
  const listeners = listenersFor(route, ref, parent);
  return 'problem' in listeners
    ? { problem: `${listeners.problem}; name another, or have it allowed there` }
    : listeners.map((listener) => ({ parent, listener }));
}

function problemOf(said: Acceptance): NotAttached | undefined {
  switch (said.kind) {
    case 'accepted':
      return undefined;
    case 'refused':
      return { problem: `does not accept it (${said.reason}); see the status of the route` };
    case 'unsaid':
      return { problem: 'has not said yet whether it accepts it; until then nothing changes', unsaid: true };
  }
}

const isParent = (of: string): boolean =>
  /^gateway\.networking\.(k8s\.io\/(Gateway|ListenerSet)|x-k8s\.io\/XListenerSet)$/.test(of);

export const titleOf = ({ of, key }: Pick<ParentRef, 'of' | 'key'>): string =>
  `${of.slice(of.lastIndexOf('/') + 1)} ${key}`;
