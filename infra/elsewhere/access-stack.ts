import { Aws, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { acknowledgeWildcards } from '../acknowledge.ts';
import type { Place } from '../place.ts';
import { certificatesOfEdges } from '../rights/certificates.ts';
import { searchFor } from '../rights/elb.ts';
import { recordsOfZones } from '../rights/route53.ts';
import type { Access } from './accesses.ts';

export interface AccessStackProps {
  readonly configuration: CheckedConfiguration;
  readonly place: Place;
  /** Those of this account. */
  readonly accesses: readonly Access[];
  /** The id of the stack of the functions. */
  readonly functions: string;
}

/**
 * The roles of another account that the configuration names, each with the rights that its zones and edges need and no
 * others, to be taken by those functions of the hub alone that use them.
 */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, place, accesses, functions }: AccessStackProps) {
    super(scope, id, { env: place, description: 'Firstlight: what the hub may do here' });
    for (const access of accesses) {
      const { roleName, path, zones, edges } = access;
      const role = new Role(this, roleName, {
        roleName,
        path,
        description: 'Taken by functions of Firstlight, see docs/load-balancers.md and docs/deploy.md',
        assumedBy: takers(access, { hub: configuration.hub, functions }),
      });
      const rights = [
        ...recordsOfZones(configuration, zones),
        ...searchFor(edges),
        ...certificatesOfEdges(configuration, edges),
      ];
      for (const right of rights) role.addToPolicy(right);
      acknowledgeWildcards(role, rights);
    }
  }
}

interface Takers {
  readonly hub: Place;
  readonly functions: string;
}

/**
 * CloudFormation ends the names of the functions' roles by letters that only the hub knows, so that the account is trusted
 * and the beginning of the name is a condition (IAM User Guide, "AWS global condition context keys", `aws:PrincipalArn`).
 */
function takers({ zones, edges, externalId }: Access, { hub, functions }: Takers) {
  const names = [
    ...(zones.length === 0 ? [] : ['DnsEntryRole']),
    ...(edges.length === 0 ? [] : ['CertificatesEntryRole', 'ConfigurationEntryRole']),
  ];
  return new AccountPrincipal(hub.account).withConditions({
    ArnLike: {
      'aws:PrincipalArn': names.map((name) => `arn:${Aws.PARTITION}:iam::${hub.account}:role/${functions}-${name}*`),
    },
    ...(externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
  });
}
