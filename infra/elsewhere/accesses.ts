import type { CheckedConfiguration, CheckedEdge, Zone } from '#shared/domain/configuration.ts';
import { ConfigurationError } from '#shared/errors/configuration-error.ts';

/** A role of another account, and all that it is used for. */
export interface Access {
  readonly account: string;
  /** With a slash at both ends, as IAM has it. */
  readonly path: string;
  readonly roleName: string;
  readonly externalId?: string;
  readonly zones: readonly Zone[];
  readonly edges: readonly CheckedEdge[];
}

/**
 * The roles that zones and edges of a configuration name, by account and ARN.
 * @throws ConfigurationError where one role is to be taken with several external ids
 */
export function accessesOf({ zones, edges }: CheckedConfiguration): readonly Access[] {
  const arns = [...new Set([...zones, ...edges].flatMap(({ roleArn }) => roleArn ?? []))].sort();
  return arns.map((arn) => {
    const itsZones = zones.filter(({ roleArn }) => roleArn === arn);
    const itsEdges = edges.filter(({ roleArn }) => roleArn === arn);
    const [externalId, another] = new Set([...itsZones, ...itsEdges].map((one) => one.externalId));
    if (another !== undefined) {
      const problem = `the role ${arn} is taken with several values of externalId – give each zone and edge of it the same`;
      throw new ConfigurationError([problem]);
    }
    const [, , , , account = '', named = ''] = arn.split(':');
    const parts = named.split('/').slice(1);
    const roleName = parts.at(-1) ?? '';
    const path = ['', ...parts.slice(0, -1), ''].join('/');
    return {
      ...{ account, path, roleName, zones: itsZones, edges: itsEdges },
      ...(externalId === undefined ? {} : { externalId }),
    };
  });
}
