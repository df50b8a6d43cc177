import type { Choice } from './choice.ts';
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
 * All that the listeners have but what nobody has needed for the soak, and what was chosen, as far as there is room: the
 * controller takes off whatever is not named. The default stays the first, so that it is never switched under traffic.
 */
export function planAnnotation(lane: Lane, { loadBalancer, choices, idle }: Owned): Told {
  const { controller, listeners } = loadBalancer;
  const gone = mayGo(lane.state) ? idle.filter((entry) => hasSoaked(entry, lane.state.nowMs)) : [];
  const leaving = gone.map(({ certificate }) => certificate);
  const defaults = new Set(listeners.flatMap((one) => one.default ?? []));
  const listed = listeners.flatMap(({ entries }) => entries.map(({ certificate }) => certificate));
  const others = new Set(listed.filter((arn) => !defaults.has(arn) && !leaving.includes(arn)));
  const noRoom = new Set<Choice>();
  const coming = choices.filter((choice) => isToldOf(choice, loadBalancer) && !isIn(defaults, choice));
  for (const choice of coming) {
    if (!isIn(others, choice) && defaults.size + others.size >= mostNamed(loadBalancer)) noRoom.add(choice);
    else if (choice.certificate !== undefined) others.add(choice.certificate.arn);
  }
  const isAwaited = leaving.length > 0 || coming.some((choice) => isIn(others, choice) && !isThere(choice));
  const isOurs = coming.length > noRoom.size || [...defaults].some((arn) => lane.certificate(arn)?.ours === true);
  if (controller?.service === undefined || controller.tellsIn.length === 0 || !isOurs) return { noRoom, isAwaited };
  const { service, tellsIn } = controller;
  const createdMs = (arn: string): number => lane.certificate(arn)?.createdMs ?? 0;
  const inOrder = (arns: ReadonlySet<string>) => [...arns].sort(byKeys((arn) => [createdMs(arn), arn]));
  return {
    annotation: { service, clusters: tellsIn, certificates: [...inOrder(defaults), ...inOrder(others)] },
    noRoom,
    isAwaited,
  };
}

const isToldOf = ({ placed, certificate }: Choice, loadBalancer: LoadBalancerState): boolean =>
  certificate?.status === 'ISSUED' &&
  placed.loadBalancer === loadBalancer &&
  placed.edge.settings.mode === 'annotate' &&
  placed.demand.stopped === undefined;

/** The controller puts the same list on each listener that ends TLS, and the quota counts each of them. */
const mostNamed = ({ most, listeners, countsDefault }: LoadBalancerState): number =>
  Math.floor(most / Math.max(1, listeners.length)) + (countsDefault ? 0 : 1);

const isIn = (arns: ReadonlySet<string>, { certificate }: Choice): boolean => arns.has(certificate?.arn ?? '');
const isThere = ({ placed, certificate }: Choice): boolean => isOnAll(placed, certificate?.arn ?? '');
