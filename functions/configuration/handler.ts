import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { parseDocument } from '#shared/configuration/document.ts';
import { inForce } from '#shared/configuration/in-force.ts';
import { buildOnce } from '#shared/runtime/cold-start.ts';
import { writeConfiguration } from '#shared/runtime/configuration-row.ts';
import type { Doorbell } from '#shared/runtime/doorbell.ts';
import { collectRings } from '#shared/runtime/rings.ts';
import type { Table } from '#shared/runtime/table.ts';
import { openTelemetry } from '#shared/runtime/telemetry.ts';
import { findLoadBalancers } from './find-load-balancers.ts';
import { madeLoadBalancers } from './made-load-balancers.ts';
import type { SearchFor } from './ports.ts';

export interface ConfigurationSides {
  readonly table: Table;
  readonly doorbell: Doorbell;
  readonly searchFor: SearchFor;
}

/**
 * What CloudFormation sends by way of the CDK's Provider framework (AWS CloudFormation User Guide, "Custom resource
 * request reference"). Each property is one JSON text: CloudFormation turns numbers of properties into texts.
 */
const request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ Document: z.string(), LoadBalancers: z.string().default('{}') }),
});

/** What the Provider framework takes as an answer of `onEvent`. */
export interface ConfigurationAnswer {
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly Seq: string };
}

/** Always the same: a changed id would have CloudFormation delete the old one. */
const physicalId = 'firstlight-configuration';

/**
 * The last step of every deployment: puts its configuration in force under the next number, and wakes whoever it is for.
 * A rollback comes as an update with the older document, which is then the newer configuration. A deleted stack leaves
 * the row, as it leaves the table.
 */
export function configurationHandler(build: () => Promise<ConfigurationSides>) {
  const { telemetry, middlewares } = openTelemetry('configuration');
  const sides = buildOnce(build);
  return middy<unknown, ConfigurationAnswer>()
    .use(middlewares)
    .handler(async (event: unknown, _context: Context): Promise<ConfigurationAnswer> => {
      const { RequestType, ResourceProperties } = request.parse(event);
      if (RequestType === 'Delete') return { PhysicalResourceId: physicalId };
      const checked = parseDocument(ResourceProperties.Document);
      const { table, doorbell, searchFor } = await sides();
      const made = madeLoadBalancers(ResourceProperties.LoadBalancers);
      const document = inForce(checked, await findLoadBalancers(checked, { made, searchFor }));
      const { seq, lanes } = await writeConfiguration(table, document);
      const rings = collectRings(doorbell);
      for (const lane of lanes) rings.add(lane, 0);
      await rings.flush();
      telemetry.log('configuration', { seq, lanes, lostRings: rings.lost() });
      return { PhysicalResourceId: physicalId, Data: { Seq: String(seq) } };
    });
}
