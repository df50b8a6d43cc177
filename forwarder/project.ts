import type { ProjectedObject, Stub } from '#shared/domain/objects.ts';
import { objectLimitBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';
import type { ReducedObject } from './joins/raw-source.ts';
import { below, type Field, present, type Reading, readText } from './projection/fields.ts';
import { type Identity, identify, type Unreadable } from './projection/identity.ts';
import { readIngress } from './projection/ingress.ts';
import { isSpokenOf, readLoadBalancer } from './projection/load-balancer.ts';
import { readMetadata, readVersion } from './projection/metadata.ts';

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
  const field: Field = { value: raw, path: '' };
  const object = identity.retiredFor === undefined ? readObject(identity, field) : retired(identity, field);
  return object === undefined ? { result: 'ignored' } : { result: 'object', object };
}

function readObject(identity: Identity, field: Field): ProjectedObject | undefined {
  const reading: Reading = { problems: [] };
  const whole = readKind(identity, field, reading);
  if (whole === undefined) return undefined;
  if (reading.tooLong !== undefined) return tooLarge(identity, field, reading.tooLong);
  const object = reading.problems.length === 0 ? whole : { ...whole, problems: reading.problems };
  const bytes = utf8Bytes(JSON.stringify(object));
  if (bytes <= objectLimitBytes) return object;
  return tooLarge(identity, field, `what matters of it is ${bytes} bytes, more than ${objectLimitBytes}`);
}

function readKind(identity: Identity, field: Field, reading: Reading): ProjectedObject | undefined {
  const { kind, key, apiVersion } = identity;
  const metadata = readMetadata(reading, field, kind === '/Namespace');
  const head = { form: 'full', key, apiVersion, ...metadata } as const;
  if (kind === 'networking.k8s.io/Ingress') return { kind, ...head, ...readIngress(reading, field) };
  if (kind === '/Service') {
    const fields = readLoadBalancer(reading, field);
    return isSpokenOf(fields.type, metadata) ? { kind, ...head, ...fields } : undefined;
  }
  if (kind === 'networking.k8s.io/IngressClass') {
    const controller = readText(reading, below(reading, below(reading, field, 'spec'), 'controller'));
    return { kind, ...head, ...present({ controller }) };
  }
  const phase = readText(reading, below(reading, below(reading, field, 'status'), 'phase'));
  const deletionTimestamp = readText(
    reading,
    below(reading, below(reading, field, 'metadata'), 'deletionTimestamp'),
    64,
  );
  return { kind, ...head, ...present({ phase, deletionTimestamp }) };
}

function stub(identity: Identity, field: Field, because: Pick<Stub, 'reason' | 'message'>): ProjectedObject {
  const { kind, key, apiVersion } = identity;
  return { kind, form: 'stub', key, apiVersion, ...readVersion({ problems: [] }, field), ...because };
}

const retired = (identity: Identity, field: Field): ProjectedObject =>
  stub(identity, field, {
    reason: 'RetiredApiVersion',
    message: `apiVersion ${identity.apiVersion} is served by no supported Kubernetes: write ${identity.retiredFor}`,
  });

const tooLarge = (identity: Identity, field: Field, message: string): ProjectedObject =>
  stub(identity, field, { reason: 'TooLarge', message: `${message}: split it into several objects` });
