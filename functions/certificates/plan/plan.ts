import type { Annotation } from './annotation.ts';
import { planAttachments } from './attachments.ts';
import { type Change, changeName } from './changes.ts';
import { type Choice, choose } from './choice.ts';
import { planDeletions } from './deletions.ts';
import { openLane } from './lane.ts';
import type { Entry, Hindrance, LaneState } from './lane-state.ts';
import { byKeys } from './order.ts';
import { planRequests } from './requests.ts';
import { judge, type Verdict } from './verdicts.ts';
import { findWanted } from './wanted.ts';

export interface LanePlan {
  /** What is to be done now, in an order that depends on nothing but the state. */
  readonly changes: readonly Change[];
  /** Changes that failed before and that nobody asked to try again now. */
  readonly skipped: readonly (readonly [Change, Hindrance])[];
  /** One of each demand whose edge is configured, sorted by host and edge. */
  readonly verdicts: readonly Verdict[];
  /** By listener: entries that nobody needs; all others are needed. */
  readonly unneededEntries: ReadonlyMap<string, readonly Entry[]>;
  readonly unneededCertificates: ReadonlyMap<string, number>;
  /** What controllers that own load balancers are to be told. */
  readonly annotations: readonly Annotation[];
  /** Load balancers whose controllers are to put something there that is not there yet. */
  readonly awaited: ReadonlySet<string>;
}

/**
 * What a lane is to do. Per host: a certificate that is there, else one that is coming, else a new one; each put on the
 * edge's listeners, what it replaces taken off an hour later, and what nobody needs deleted in the end.
 */
export function planLane(state: LaneState): LanePlan {
  const lane = openLane(state);
  const choices = lane.demands.map((placed) => choose(lane, placed));
  const wanted = findWanted(lane, choices);
  const requests = planRequests(lane, choices, wanted.chosen);
  const attachments = planAttachments(lane, choices, wanted);
  const deletions = planDeletions(lane, choices);
  const all: readonly Change[] = [...requests.changes, ...attachments.changes, ...deletions.changes];
  const isTrouble = (change: Change): boolean => state.troubles.has(changeName(change));
  const skipped = all.flatMap((change) => {
    const trouble = state.troubles.get(changeName(change));
    return trouble === undefined ? [] : [[change, trouble] as const];
  });
  const refusals = refusalsOf(choices, requests.refused);
  const troubles = troublesOf(choices, skipped);
  const verdicts = choices.map((choice) => judge(lane, choice, { noRoom: attachments.noRoom, refusals, troubles }));
  return {
    changes: all
      .filter((change) => !isTrouble(change))
      .sort(byKeys((one) => [order.indexOf(one.kind), changeName(one)])),
    skipped,
    verdicts: verdicts.sort(byKeys(({ demand }) => [demand.host, demand.edge])),
    unneededEntries: attachments.unneeded,
    unneededCertificates: deletions.unneeded,
    annotations: attachments.annotations,
    awaited: attachments.awaited,
  };
}

/** What serves somebody goes before what tidies up. */
const order: readonly Change['kind'][] = ['attach', 'request', 'detach', 'delete'];

function refusalsOf(
  choices: readonly Choice[],
  refused: ReturnType<typeof planRequests>['refused'],
): ReadonlyMap<Choice, Hindrance> {
  const byPlaced = new Map(refused.map(({ placed, refusal }) => [placed, refusal]));
  return new Map(
    choices.flatMap((choice) => {
      const refusal = byPlaced.get(choice.placed);
      return refusal === undefined ? [] : [[choice, refusal] as const];
    }),
  );
}

function troublesOf(
  choices: readonly Choice[],
  skipped: readonly (readonly [Change, Hindrance])[],
): ReadonlyMap<Choice, Hindrance> {
  const byHost = new Map<string, Hindrance>();
  const byCertificate = new Map<string, Hindrance>();
  for (const [change, trouble] of skipped) {
    if (change.kind === 'request') for (const host of change.hosts) byHost.set(host, trouble);
    if (change.kind === 'attach') byCertificate.set(change.certificate, trouble);
  }
  return new Map(
    choices.flatMap((choice) => {
      const { placed, certificate } = choice;
      const trouble = certificate === undefined ? byHost.get(placed.demand.host) : byCertificate.get(certificate.arn);
      return trouble === undefined ? [] : [[choice, trouble] as const];
    }),
  );
}
