import { objectKeyOf } from '#shared/domain/keys.ts';
import type { Accepted, ParentRef } from '#shared/domain/routes.ts';
import { below, type Field, present, type Reading, readCount, readList, readText } from './fields.ts';

/** API reference, "ParentReference": a Gateway of the same namespace where nothing else is said. */
export function readParentRef(reading: Reading, ref: Field, namespace: string): ParentRef {
  const text = (name: string): string | undefined => readText(reading, below(reading, ref, name));
  return {
    of: `${text('group') ?? 'gateway.networking.k8s.io'}/${text('kind') ?? 'Gateway'}`,
    key: objectKeyOf(text('namespace') ?? namespace, text('name') ?? ''),
    ...present({ sectionName: text('sectionName'), port: readCount(reading, below(reading, ref, 'port')) }),
  };
}

/** The condition `Accepted` below a status or one of its parents. */
export function readAccepted(reading: Reading, parent: Field): Accepted | undefined {
  for (const condition of readList(reading, below(reading, parent, 'conditions'))) {
    if (readText(reading, below(reading, condition, 'type')) !== 'Accepted') continue;
    const status = readText(reading, below(reading, condition, 'status')) ?? 'Unknown';
    return { status, ...present({ reason: readText(reading, below(reading, condition, 'reason')) }) };
  }
  return undefined;
}
