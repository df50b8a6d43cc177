import type { ClusterKind } from '#shared/domain/kinds.ts';
import type { ProjectedObject } from '#shared/domain/objects.ts';
import type { GatewayPart } from './joins/gateway-part.ts';
import type { ReducedObject } from './joins/raw-source.ts';
import { isParentKind, type ParentKind } from './joins/watched-kinds.ts';
import type { Field, Reading } from './projection/fields.ts';
import { type Identity, identify, type Unreadable } from './projection/identity.ts';
import { readKind, readParent } from './projection/kind.ts';
import { retired, tooLarge, withinLimit } from './projection/stub.ts';

export type Projection =
  | { readonly result: 'object'; readonly object: ReducedObject }
  | { readonly result: 'ignored' }
  | Unreadable;

/**
 * Reduces a Kubernetes object (any JSON, with apiVersion and kind) to the raw fields that matter. Never throws.
 * A field that cannot be taken over is listed in `problems`, an annotation over 4 KB in `oversized`. An object that is
 * still over 64 KB, or has a list too long to take over, or a retired apiVersion, becomes a stub.
 */
export function project(raw: unknown): Projection {
  const identified = identify(raw);
  if (identified.result !== 'known') return identified;
  const { identity } = identified;
  const { kind } = identity;
  const field: Field = { value: raw, path: '' };
  const object: ReducedObject | undefined = isParentKind(kind)
    ? reducePart({ ...identity, kind }, field)
    : reduceObject({ ...identity, kind }, field);
  return object === undefined ? { result: 'ignored' } : { result: 'object', object };
}

function reduceObject(identity: Identity<ClusterKind>, field: Field): ProjectedObject | undefined {
  if (identity.retiredFor !== undefined) return retired(identity, field, identity.retiredFor);
  const reading: Reading = { problems: [] };
  const whole = readKind(identity, field, reading);
  if (whole === undefined) return undefined;
  if (reading.tooLong !== undefined) return tooLarge(identity, field, reading.tooLong);
  return withinLimit(reading.problems.length === 0 ? whole : { ...whole, problems: reading.problems });
}

/** Who refers to it needs to know that something of it could not be read, not all of what. */
function reducePart(identity: Identity<ParentKind>, field: Field): GatewayPart {
  const { kind, key, apiVersion, retiredFor } = identity;
  const reading: Reading = { problems: [] };
  const part = { kind, key, ...readParent(identity, field, reading) };
  const [problem] = reading.problems;
  const unread =
    retiredFor !== undefined
      ? `apiVersion ${apiVersion} cannot be read: write ${retiredFor}`
      : (reading.tooLong ?? (problem === undefined ? undefined : `${problem.field} ${problem.message}`));
  return unread === undefined ? part : { ...part, unread };
}
