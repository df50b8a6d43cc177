import { type Epoch, isEpoch } from '#shared/domain/marker.ts';
import { microTime } from '#shared/domain/micro-time.ts';
import { isRecord } from '../projection/fields.ts';
import type { RawObject } from './watch-event.ts';
import { textOf } from './watch-event.ts';

/** A Lease as it stands (Kubernetes API reference, "Lease v1 coordination.k8s.io"). */
export interface LeaseRecord {
  /** Empty: nobody. */
  readonly holder: string;
  readonly durationMs: number;
  /** The last that anybody has drawn under it. */
  readonly epoch?: Epoch;
  readonly resourceVersion: string;
  readonly raw: RawObject;
}

/** What its holder writes. */
export interface Holding {
  readonly holder: string;
  readonly durationMs: number;
  readonly epoch?: Epoch;
  /** Wall clock, for people: nobody decides by it. */
  readonly nowMs: number;
  /** It changes hands with this. */
  readonly taken: boolean;
}

const epochAnnotation = 'firstlight.dev/epoch';

export function readLease(raw: unknown): LeaseRecord | undefined {
  if (!isRecord(raw) || !isRecord(raw['metadata'])) return undefined;
  const { metadata } = raw;
  const spec = isRecord(raw['spec']) ? raw['spec'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const seconds = spec['leaseDurationSeconds'];
  const epoch = textOf(annotations[epochAnnotation]);
  return {
    holder: textOf(spec['holderIdentity']),
    durationMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : 0,
    ...(isEpoch(epoch) ? { epoch } : {}),
    resourceVersion: textOf(metadata['resourceVersion']),
    raw,
  };
}

/** The object to write; made of the one that stands, whose resource version makes the write conditional. */
export function writeLease(before: LeaseRecord | undefined, place: LeasePlace, holding: Holding): RawObject {
  const { namespace, name } = place;
  const metadata = isRecord(before?.raw['metadata']) ? before.raw['metadata'] : { namespace, name };
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const spec = isRecord(before?.raw['spec']) ? before.raw['spec'] : {};
  const transitions = spec['leaseTransitions'];
  const count = typeof transitions === 'number' ? transitions : 0;
  const now = microTime(holding.nowMs);
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      ...metadata,
      annotations: { ...annotations, ...(holding.epoch === undefined ? {} : { [epochAnnotation]: holding.epoch }) },
    },
    spec: {
      ...spec,
      holderIdentity: holding.holder,
      leaseDurationSeconds: Math.max(1, Math.ceil(holding.durationMs / 1_000)),
      renewTime: now,
      ...(holding.taken ? { acquireTime: now, leaseTransitions: before === undefined ? 0 : count + 1 } : {}),
    },
  };
}

export interface LeasePlace {
  readonly namespace: string;
  readonly name: string;
}
