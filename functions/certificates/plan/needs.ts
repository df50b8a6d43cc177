import type { Choice } from './choice.ts';
import type { Lane, Placed } from './lane.ts';
import type { Hindrance } from './lane-state.ts';
import { againMs, intendedFor, isUnanswered, recentRequest } from './past-requests.ts';
import { lastRefusal, refusalOf } from './refusals.ts';
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

/**
 * What ACM refused is not requested again. What was requested within a day neither, if somebody deleted it, or if ACM
 * refused it for others who shared it.
 */
function pastFailure(lane: Lane, placed: Placed): Hindrance | undefined {
  const word = `\`npx firstlight retry ${typed(placed.demand.host)}\``;
  const last = lastRefusal(lane, placed);
  if (last !== undefined) {
    const message = `${last.why.message}; it is not requested again by itself: once that is mended, ${word}`;
    return { ...last.why, message, past: [last.past.token] };
  }
  const past = recentRequest(lane, intendedFor(placed));
  if (past === undefined) return undefined;
  const again = `; it is requested again at ${new Date(againMs(past)).toISOString()}, or with ${word}`;
  const refusal = refusalOf(lane, past);
  if (refusal !== undefined) {
    return { ...refusal.why, message: `${refusal.why.message}${again}`, past: [past.token] };
  }
  const message = `its certificate ${past.arn ?? ''} was deleted or serves no more${again}`;
  return { reason: 'CertificateFailed', message, past: [past.token] };
}

/** A shell would read the star of a wildcard. */
const typed = (host: string): string => (host.startsWith('*') ? `'${host}'` : host);
