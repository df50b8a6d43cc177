import * as z from 'zod';
import { healthCheckAlreadyExists, invalidInput, noSuchHealthCheck, type Refusal } from './refusal.ts';
import type { State } from './state.ts';
import { type StoredHealthCheck, Tree } from './stored-health-check.ts';
import { parseDocument } from './xml-in.ts';
import type { XmlTree } from './xml-out.ts';

const endpointTypes = ['HTTP', 'HTTPS', 'HTTP_STR_MATCH', 'HTTPS_STR_MATCH', 'TCP'];
const Config = z
  .looseObject({
    Type: z.enum([...endpointTypes, 'CALCULATED', 'CLOUDWATCH_METRIC', 'RECOVERY_CONTROL']),
    IPAddress: z.string().max(45).optional(),
    FullyQualifiedDomainName: z.string().max(255).optional(),
    RequestInterval: z.enum(['10', '30']).optional(),
    FailureThreshold: z
      .string()
      .regex(/^(?:[1-9]|10)$/)
      .optional(),
  })
  .refine(
    ({ Type, IPAddress, FullyQualifiedDomainName: name }) =>
      !endpointTypes.includes(Type) || IPAddress !== undefined || name !== undefined,
    'Either IPAddress or FullyQualifiedDomainName must be specified',
  );
const Body = z.strictObject({ CallerReference: z.string().min(1).max(64), HealthCheckConfig: Config });

/**
 * CreateHealthCheck. The same caller reference with the same settings gives the same health check.
 * Source: API reference, CreateHealthCheck. Only type, endpoint, interval and threshold are judged; the quota is not modelled.
 */
export function createHealthCheck(state: State, body: string): XmlTree | Refusal {
  const document = parseDocument(body, 'CreateHealthCheckRequest');
  if ('code' in document) return document;
  const read = Body.safeParse(document.tree);
  if (!read.success) return invalidInput(`Invalid parameter : ${read.error.issues[0]?.message ?? 'HealthCheckConfig'}`);
  const { CallerReference: callerReference, HealthCheckConfig } = read.data;
  const config = Tree.parse(HealthCheckConfig);
  const same = [...state.healthChecks].find(([, known]) => known.callerReference === callerReference);
  if (same !== undefined) {
    const [id, known] = same;
    const isEqual = !known.deleted && JSON.stringify(known.config) === JSON.stringify(config);
    return isEqual ? healthCheckTree(id, known) : healthCheckAlreadyExists(callerReference);
  }
  const id = `00000000-0000-4000-8000-${String(state.requests).padStart(12, '0')}`;
  const made = { callerReference, config, deleted: false };
  state.healthChecks.set(id, made);
  return healthCheckTree(id, made);
}

/** GetHealthCheck. Source: API reference. */
export function getHealthCheck(state: State, id: string): XmlTree | Refusal {
  const found = state.healthChecks.get(id);
  return found === undefined || found.deleted ? noSuchHealthCheck(id) : healthCheckTree(id, found);
}

/**
 * DeleteHealthCheck. Record sets that name it stay as they are. Source: API reference, DeleteHealthCheck: "If you delete a health
 * check and you don't update the associated resource record sets, …".
 */
export function deleteHealthCheck(state: State, id: string): XmlTree | Refusal {
  const found = state.healthChecks.get(id);
  if (found === undefined || found.deleted) return noSuchHealthCheck(id);
  state.healthChecks.set(id, { ...found, deleted: true });
  return {};
}

const healthCheckTree = (id: string, { callerReference, config }: StoredHealthCheck): XmlTree => ({
  HealthCheck: { Id: id, CallerReference: callerReference, HealthCheckConfig: config, HealthCheckVersion: 1 },
});
