import type { Choice } from './choice.ts';
import type { Lane, Placed } from './lane.ts';
import type { Hindrance } from './lane-state.ts';
import {
  failureOf,
  intendedFor,
  isUnanswered,
  lastFailure,
  recentFailure,
  recentRequest,
  requestPauseMs,
} from './past-requests.ts';
import { commonNameLimit, inCommonOrder, wantedNames } from './wanted-names.ts';

/** Hosts that one certificate is to be requested for, and its names. */
export interface Need {
  readonly names: readonly string[];
  readonly placed: readonly Placed[];
}

export interface Refused {
  readonly placed: Placed;
  readonly refusal: Hindrance;
}

/** What is needed, who comes first first, and who may have none requested now. Those of a request without an answer are left out. */
export function findNeeds(
  lane: Lane,
  choices: readonly Choice[],
): { readonly needs: readonly Need[]; readonly refused: readonly Refused[] } {
  const needs = new Map<string, Need>();
  const refused: Refused[] = [];
  for (const { placed, certificate, refusal } of choices) {
    const { demand, edge } = placed;
    const isNone = certificate !== undefined || refusal !== undefined || demand.elsewhere !== undefined;
    const isTold = edge.settings.mode === 'annotate';
    const isNowhere = edge.trouble !== undefined && (isTold || placed.listeners.length === 0);
    if (isNone || isNowhere || isUnanswered(lane, placed)) continue;
    const names = wantedNames(demand.host, edge);
    const hindrance = hindranceOf(lane, placed, names);
    if (hindrance !== undefined) {
      refused.push({ placed, refusal: hindrance });
      continue;
    }
    const key = `${edge.settings.keyAlgorithm} ${names.join()}`;
    needs.set(key, { names, placed: [...(needs.get(key)?.placed ?? []), placed] });
  }
  return { needs: [...needs.values()], refused };
}

function hindranceOf(lane: Lane, placed: Placed, names: readonly string[]): Hindrance | undefined {
  const { demand } = placed;
  if (inCommonOrder(names) === undefined) {
    const message = `${names[0]} is longer than the ${commonNameLimit} octets of a certificate's common name; use a shorter host, or a domain of the edge nearer to it`;
    return { reason: 'NameTooLong', message };
  }
  for (const name of names) {
    const hindrance = lane.state.hindrances.get(name);
    if (hindrance !== undefined) return hindrance;
  }
  const failure = pastFailure(lane, placed);
  if (failure !== undefined) return failure;
  if (demand.stopped === 'Held')
    return { reason: 'Held', message: `a certificate for ${names.join(', ')} is not requested` };
  if (demand.stopped === 'Observing') {
    return { reason: 'Observing', message: `would request a certificate for ${names.join(', ')}` };
  }
  return undefined;
}

/** What was requested within a day is not requested again: it failed, or somebody deleted it. What fails again waits longer. */
function pastFailure(lane: Lane, placed: Placed): Hindrance | undefined {
  const intended = intendedFor(placed);
  const last = lastFailure(lane, placed);
  if (last !== undefined && last.times > 1 && last.untilMs > lane.state.nowMs) {
    const again = `; it failed ${last.times} times in a row, and is requested again at ${timeText(last.untilMs)}, or once its object is made anew`;
    return { ...last.failure, message: `${last.failure.message}${again}` };
  }
  const past = recentRequest(lane, intended);
  const known = past?.arn === undefined ? recentFailure(lane, intended) : lane.certificate(past.arn);
  const atMs = past?.atMs ?? known?.createdMs;
  if (atMs === undefined || (past === undefined && known === undefined)) return undefined;
  const failure = past?.failure ?? (known === undefined ? undefined : failureOf(known));
  const again = `; it is requested again at ${timeText(atMs + requestPauseMs)}`;
  if (failure !== undefined) return { ...failure, message: `${failure.message}${again}` };
  const message = `its certificate ${past?.arn ?? known?.arn ?? ''} was deleted or serves no more${again}`;
  return { reason: 'CertificateFailed', message };
}

const timeText = (ms: number): string => new Date(ms).toISOString();
