import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import type { RoutingPolicy } from '#shared/domain/record.ts';
import { routingRegions } from '#shared/domain/routing-regions.ts';
import { type Annotation, annotationOf, type Problem, written } from './annotation.ts';

/** A routing policy and the annotation that asks for it. */
export interface Policy {
  readonly name: string;
  readonly policy: RoutingPolicy;
}

/** Undefined: not asked for. Values: Route 53 API reference, ResourceRecordSet. */
type Read = (object: ObjectMeta) => Policy | Problem | undefined;

export const weighted: Read = (object) => {
  const annotation = annotationOf(object, 'aws-weight');
  if (annotation === undefined) return undefined;
  const weight = wholeNumber(annotation.value);
  if (weight !== undefined && weight >= 0 && weight <= 255) {
    return { name: annotation.name, policy: { kind: 'weighted', weight } };
  }
  return { problem: `${written(annotation)}, no weight; write a whole number from 0 to 255` };
};

export const latency: Read = (object) => {
  const annotation = annotationOf(object, 'aws-region');
  if (annotation === undefined) return undefined;
  const region = regionOf(annotation);
  return typeof region === 'string' ? { name: annotation.name, policy: { kind: 'latency', region } } : region;
};

export const failover: Read = (object) => {
  const annotation = annotationOf(object, 'aws-failover');
  if (annotation === undefined) return undefined;
  const role = annotation.value.trim().toUpperCase();
  if (role === 'PRIMARY' || role === 'SECONDARY') {
    return { name: annotation.name, policy: { kind: 'failover', role } };
  }
  return { problem: `${written(annotation)}, no role; write PRIMARY or SECONDARY` };
};

/** external-dns takes any value for true, `false` too, so anything else is asked about rather than guessed. */
export const multivalue: Read = (object) => {
  const annotation = annotationOf(object, 'aws-multi-value-answer');
  if (annotation === undefined) return undefined;
  const isAsked = ['', 'true'].includes(annotation.value.trim().toLowerCase());
  if (isAsked) return { name: annotation.name, policy: { kind: 'multivalue' } };
  return { problem: `${written(annotation)}, which external-dns takes for true; write "true", or remove it` };
};

/** A region as AWS names it, which Route 53 routes by. */
export function regionOf(annotation: Annotation): string | Problem {
  const region = annotation.value.trim().toLowerCase();
  if (routingRegions.has(region)) return region;
  return { problem: `${written(annotation)}, no AWS region; write one such as eu-central-1` };
}

export const wholeNumber = (text: string): number | undefined =>
  /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) + 0 : undefined;
