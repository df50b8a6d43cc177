import type { Route53Request } from '../route53/request.ts';
import { parseJson } from './contents.ts';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "Web API": forms, or JSON with the token in its header. */
export function argumentsOf({ headers, body }: Route53Request): Readonly<Record<string, unknown>> | undefined {
  if (headers['content-type']?.startsWith('application/json') !== true) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const read = parseJson(body);
  return isRecord(read) ? read : undefined;
}
