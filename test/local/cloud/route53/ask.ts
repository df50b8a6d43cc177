import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { Route53, type Route53Options } from '#local/cloud/route53/route53.ts';
import { answerXml, type Route53Response } from '#local/cloud/route53/xml-out.ts';

export const zones = [
  { id: 'Z1', name: 'example.com', private: false },
  { id: 'Z2', name: 'example.com', private: true },
  { id: 'Z3', name: 'int.example.com', private: true },
];

/** A model whose request buckets never end: what the test is not about must not get in its way. */
export function openModel(options: Partial<Route53Options> = {}): Route53 {
  const endless = { capacity: 1e9, refillPerSecond: 1 };
  return new Route53({ zones, ...options, limits: { account: endless, action: endless, ...options.limits } });
}

export type Requested = { readonly action: string; readonly set: object };

export const create = (set: object): Requested => ({ action: 'CREATE', set });
export const upsert = (set: object): Requested => ({ action: 'UPSERT', set });
export const remove = (set: object): Requested => ({ action: 'DELETE', set });

/** A record set with values; names are given without the zone's. */
export const record = (name: string, type: ResourceRecordSet['Type'], ...values: string[]): ResourceRecordSet => ({
  Name: name === '@' ? 'example.com.' : `${name}.example.com.`,
  Type: type,
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});
export const a = (name: string, value = '192.0.2.1'): ResourceRecordSet => record(name, 'A', value);
export const alias = (name: string, DNSName: string, HostedZoneId: string): ResourceRecordSet => ({
  Name: `${name}.example.com.`,
  Type: 'A',
  AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: true },
});

export function bodyOf(changes: readonly Requested[]): string {
  const Change = changes.map(({ action, set }) => {
    const { ResourceRecords, ...fields } = z.looseObject({ ResourceRecords: z.array(z.json()).optional() }).parse(set);
    const records = ResourceRecords === undefined ? {} : { ResourceRecords: { ResourceRecord: ResourceRecords } };
    return { Action: action, ResourceRecordSet: { ...fields, ...records } };
  });
  const tree = JSON.parse(JSON.stringify({ ChangeBatch: { Changes: { Change } } }));
  return answerXml('ChangeResourceRecordSetsRequest', tree, '').body;
}

export function post(model: Route53, body: string, nowMs = 0, zone = 'Z1'): Route53Response {
  const path = `/2013-04-01/hostedzone/${zone}/rrset/`;
  return model.handle({ method: 'POST', path, query: {}, headers: {}, body }, nowMs);
}

export const get = (model: Route53, path: string, query: Record<string, string> = {}, nowMs = 0): Route53Response =>
  model.handle({ method: 'GET', path: `/2013-04-01/${path}`, query, headers: {}, body: '' }, nowMs);

/** Any other request with a body. */
export const send = (model: Route53, method: string, path: string, body = ''): Route53Response =>
  model.handle({ method, path: `/2013-04-01/${path}`, query: {}, headers: {}, body }, 0);

const ErrorDocument = z.object({
  ErrorResponse: z.object({
    Error: z.object({
      Code: z.string(),
      Message: z.string(),
      messages: z.object({ Message: z.array(z.string()) }).optional(),
    }),
  }),
});
const parser = new XMLParser({
  parseTagValue: false,
  htmlEntities: true,
  isArray: (tag, path) => tag === 'Message' && String(path).includes('messages'),
});

/** `ok`, or the code and the messages of a refusal. */
export function outcomeOf({ status, body }: Route53Response): string | { code: string; messages: readonly string[] } {
  if (status === 200) return 'ok';
  const { Error: error } = ErrorDocument.parse(parser.parse(body)).ErrorResponse;
  return { code: error.Code, messages: error.messages?.Message ?? [error.Message] };
}

/** Sends one batch and says what came of it. */
export const change = (model: Route53, ...changes: readonly Requested[]): ReturnType<typeof outcomeOf> =>
  outcomeOf(post(model, bodyOf(changes)));
