import { valueLimitBytes } from '#shared/domain/wire-limits.ts';
import type { Choice } from './choice.ts';
import { isKeptEnough } from './deletions.ts';
import { isOnAll, type Lane } from './lane.ts';
import { type Entry, type LoadBalancerState, mayGo } from './lane-state.ts';
import { byKeys } from './order.ts';
import { hasSoaked } from './soak.ts';

/** What a controller is to be told of a load balancer that it owns, in an annotation of the Service that it made it for. */
export interface Annotation {
  readonly service: string;
  /** Names of clusters in whose edges the load balancer is. */
  readonly clusters: readonly string[];
  /** ARNs; the first one becomes the default of the listeners. */
  readonly certificates: readonly string[];
}

export interface Told {
  /** Absent: there is nothing to say, and what was said stands. */
  readonly annotation?: Annotation;
  /** Choices that the load balancer has no room for. */
  readonly noRoom: ReadonlySet<Choice>;
  /** The controller is to put something there that is not there yet. */
  readonly isAwaited: boolean;
}

interface Owned {
  readonly loadBalancer: LoadBalancerState;
  readonly choices: readonly Choice[];
  /** Entries of ours that nobody needs, and since when. */
  readonly idle: readonly Entry[];
}

/**
 * All that the listeners have but what nobody has needed for the soak, what was told before, as the controller may have put
 * it there since, and what was chosen, as far as there is room: the controller takes off whatever is not named. The default
 * stays the first, so that it is never switched under traffic.
 */
export function planAnnotation(lane: Lane, owned: Owned): Told {
  const { loadBalancer, choices } = owned;
  const { leaving, first, others, told } = namedBefore(lane, owned);
  const noRoom = new Set<Choice>();
  const coming = choices.filter((choice) => isToldOf(choice, loadBalancer) && !isIn(first, choice));
  for (const choice of coming) {
    if (isIn(others, choice) || hasRoom(loadBalancer, [...first, ...others], choice)) others.add(arnOf(choice));
    else noRoom.add(choice);
  }
  const expected = new Set([...told, ...coming.map(arnOf)]);
  const named = [...first, ...others];
  const isAwaited = leaving.size > 0 || named.some((arn) => expected.has(arn) && !isOnAll(loadBalancer, arn));
  const isOurs = told.length + coming.length > noRoom.size || [...first].some((arn) => lane.certificate(arn)?.ours);
  const { service, tellsIn = [] } = loadBalancer.controller ?? {};
  if (service === undefined || tellsIn.length === 0 || !isOurs || named.length === 0) return { noRoom, isAwaited };
  const createdMs = (arn: string): number => lane.certificate(arn)?.createdMs ?? 0;
  const inOrder = (arns: ReadonlySet<string>) => [...arns].sort(byKeys((arn) => [createdMs(arn), arn]));
  return {
    annotation: { service, clusters: tellsIn, certificates: [...inOrder(first), ...inOrder(others)] },
    noRoom,
    isAwaited,
  };
}

interface Before {
  readonly leaving: ReadonlySet<string>;
  /** What the listeners have as their default, or are to have once they are made. */
  readonly first: ReadonlySet<string>;
  readonly others: Set<string>;
  /** What was told and still stands. */
  readonly told: readonly string[];
}

/** What was told stays named until it was seen and has soaked, or is to be deleted as nobody has needed it for so long. */
function namedBefore(lane: Lane, { loadBalancer, idle }: Owned): Before {
  const { controller, listeners } = loadBalancer;
  const gone = mayGo(lane.state) ? idle.filter((entry) => hasSoaked(entry, lane.state.nowMs)) : [];
  const leaving = new Set(gone.map(({ certificate }) => certificate));
  const told = (controller?.told ?? []).filter((arn) => {
    const certificate = lane.certificate(arn);
    const isOver = certificate !== undefined && !loadBalancer.keepsAll && isKeptEnough(lane.state, certificate);
    return certificate?.status === 'ISSUED' && !leaving.has(arn) && !isOver;
  });
  const defaults = listeners.flatMap((one) => one.default ?? []);
  const first = new Set(defaults.length > 0 ? defaults : told.slice(0, 1));
  const listed = listeners.flatMap(({ entries }) => entries.map(({ certificate }) => certificate));
  const others = [...listed, ...told].filter((arn) => !first.has(arn) && !leaving.has(arn));
  return { leaving, first, others: new Set(others), told };
}

const isToldOf = ({ placed, certificate }: Choice, loadBalancer: LoadBalancerState): boolean =>
  certificate?.status === 'ISSUED' &&
  placed.loadBalancer === loadBalancer &&
  placed.edge.settings.mode === 'annotate' &&
  placed.demand.stopped === undefined;

/**
 * The controller puts the same list on each listener that ends TLS, and the quota counts each of them. The forwarder reads
 * no longer value of an annotation.
 */
function hasRoom(
  { most, listeners, countsDefault }: LoadBalancerState,
  named: readonly string[],
  more: Choice,
): boolean {
  const places = Math.floor(most / Math.max(1, listeners.length)) + (countsDefault ? 0 : 1);
  return named.length < places && [...named, arnOf(more)].join().length <= valueLimitBytes;
}

const arnOf = ({ certificate }: Choice): string => certificate?.arn ?? '';
const isIn = (arns: ReadonlySet<string>, choice: Choice): boolean => arns.has(arnOf(choice));
