import { type Change, neighbours, readChange } from './change.ts';
import { type ChangedNode, Draft, type ZoneContents } from './contents.ts';
import type { Labels, NameFault } from './names.ts';
import type { RequestedChange } from './record-set.ts';
import { invalidChangeBatch, type Refusal } from './refusal.ts';
import { problemsOf } from './rules/all.ts';
import { batchSize } from './rules/batch-size.ts';
import { oneChangePerSet } from './rules/one-change-per-set.ts';
import { oneTtlForAllWeights } from './rules/routing-group.ts';
import { shapeOf } from './rules/shape.ts';

/** The zone a batch is for, and what limits it. */
export interface BatchTarget {
  readonly id: string;
  readonly labels: Labels;
  readonly isPrivate: boolean;
  readonly contents: ZoneContents;
  readonly recordsPerZone: number;
  readonly healthChecks: ReadonlySet<string>;
}

/**
 * Tries a whole batch: the names it changes, or why it is refused. It writes nothing itself, so a refused batch leaves no trace.
 * The order of judgement: form of each change (InvalidInput), size, names, repetitions, then each change in order against the
 * zone as the changes before it left it; all problems of the last kind are listed.
 * Source: API reference: the batch is transactional; order matters as in cookpad/roadworker#89 (CREATE CNAME before DELETE A fails).
 */
export function tryBatch(target: BatchTarget, requested: readonly RequestedChange[]): readonly ChangedNode[] | Refusal {
  for (const change of requested) {
    const refusal = shapeOf(change, target.healthChecks);
    if (refusal !== undefined) return refusal;
  }
  const size = batchSize(requested);
  if (size.length > 0) return invalidChangeBatch(size);
  const read = requested.map(readChange);
  const faults = read.filter((change): change is NameFault => 'fault' in change);
  if (faults.length > 0) return invalidChangeBatch(faults.map(({ fault }) => `FATAL problem: ${fault}`));
  const changes = read.filter((change): change is Change => !('fault' in change));
  const repeated = oneChangePerSet(changes);
  return repeated.length > 0 ? invalidChangeBatch(repeated) : applyInOrder(target, changes);
}

function applyInOrder(target: BatchTarget, changes: readonly Change[]): readonly ChangedNode[] | Refusal {
  const draft = new Draft(target.contents);
  const zone = {
    id: target.id,
    labels: target.labels,
    isPrivate: target.isPrivate,
    at: (key: string) => draft.at(key),
    get size() {
      return draft.size;
    },
  };
  const problems: string[] = [];
  for (const change of changes) {
    const found = problemsOf(change, zone, target.recordsPerZone);
    problems.push(...found);
    if (found.length === 0) draft.replace(change.key, nodeAfter(change, draft));
  }
  const nodes = draft.nodes();
  problems.push(...nodes.flatMap(oneTtlForAllWeights));
  return problems.length > 0 ? invalidChangeBatch(problems) : nodes;
}

const nodeAfter = (change: Change, draft: Draft): ChangedNode['sets'] =>
  change.action === 'DELETE' ? neighbours(change, draft) : [...neighbours(change, draft), change.set];
