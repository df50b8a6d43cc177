import * as z from 'zod';
import type { Bucket } from '../route53/buckets.ts';
import { type Refusal, refusals } from './answer.ts';
import { type Place, StoredCertificate } from './certificate.ts';
import type { Limits } from './limits.ts';

const Held = z.strictObject({
  certificates: z.array(StoredCertificate),
  requestedAtMs: z.array(z.number()),
  made: z.int(),
});

/** The model's memory as plain JSON; buckets and counters begin anew with a process. */
export const Snapshot = z.strictObject({
  version: z.literal(1),
  time: z.strictObject({ lastMs: z.number(), aheadMs: z.number() }),
  /** By `account/region`. */
  places: z.record(z.string(), Held),
});
export type Snapshot = z.output<typeof Snapshot>;

/** What one account and region holds. */
export interface Held {
  /** By ARN, in the order of their making. */
  readonly certificates: Map<string, StoredCertificate>;
  /** Of the last 365 days. */
  requestedAtMs: number[];
  /** So far; ARNs come from it. */
  made: number;
  buckets: Readonly<Record<string, Bucket>>;
}

export const emptyPlace = (): Held => ({ certificates: new Map(), requestedAtMs: [], made: 0, buckets: {} });

/** One request, recognised, counted and let through. */
export interface Ask {
  readonly place: Place;
  readonly held: Held;
  readonly limits: Limits;
  readonly input: unknown;
  readonly nowMs: number;
  /** ARNs of what uses a certificate, as ACM has heard so far, or as it is. */
  readonly users: {
    readonly known: (arn: string) => readonly string[];
    readonly actual: (arn: string) => readonly string[];
  };
  /** The certificate as it is by now. */
  readonly look: (certificate: StoredCertificate) => StoredCertificate;
}

const arnForm = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-zA-Z-]+$/;

/** Acts on one certificate that can be read already. */
export function withCertificate(
  ask: Ask,
  arn: string,
  act: (certificate: StoredCertificate) => object,
): object | Refusal {
  if (!arnForm.test(arn)) return refusals.invalidArn(arn);
  const found = ask.held.certificates.get(arn);
  // API reference, RequestCertificate: "there is a delay of several seconds before you can retrieve information".
  if (found === undefined || ask.nowMs < found.createdAtMs + ask.limits.unknownMs)
    return refusals.noSuchCertificate(arn);
  return act(ask.look(found));
}

export function storePlaces(places: ReadonlyMap<string, Held>): Snapshot['places'] {
  const stored = [...places].map(([key, { certificates, requestedAtMs, made }]) => [
    key,
    { certificates: [...certificates.values()], requestedAtMs, made },
  ]);
  return z.record(z.string(), Held).parse(JSON.parse(JSON.stringify(Object.fromEntries(stored))));
}

export const loadPlaces = (places: Snapshot['places']): Map<string, Held> =>
  new Map(
    Object.entries(places).map(([key, { certificates, requestedAtMs, made }]) => [
      key,
      { ...emptyPlace(), certificates: new Map(certificates.map((one) => [one.arn, one])), requestedAtMs, made },
    ]),
  );
