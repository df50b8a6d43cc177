import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Configuration, Zone } from '#shared/domain/configuration.ts';
import { mostCautious, type Policy } from '#shared/domain/policy.ts';

/** What a batch may hold: a change is the DELETE of what was last applied and a CREATE. Nothing at all while observing. */
const batchActions: Readonly<Record<Policy, readonly string[]>> = {
  observe: [],
  'create-only': ['CREATE'],
  'upsert-only': ['CREATE', 'DELETE'],
  sync: ['CREATE', 'DELETE'],
};

/** The types that a site or its ownership mark is written as: never NS, SOA, MX or what else keeps a zone alive. */
const recordTypes = ['A', 'AAAA', 'CNAME', 'TXT'];

/**
 * The rights of the dns function: to read each zone, to write to it what its policy allows, and to take the roles of the
 * zones in other accounts. Conditions: Route 53 Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
export function changeZones(configuration: Pick<Configuration, 'zones' | 'mode'>): readonly PolicyStatement[] {
  const own = configuration.zones.filter(({ roleArn }) => roleArn === undefined);
  const roles = [...new Set(configuration.zones.flatMap(({ roleArn }) => roleArn ?? []))];
  return [
    ...recordsOfZones(configuration, own),
    ...(roles.length === 0 ? [] : [new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles })]),
  ];
}

/** What is to be allowed for the records of these zones, all of one account. */
export const recordsOfZones = (
  { mode }: Pick<Configuration, 'mode'>,
  zones: readonly Zone[],
): readonly PolicyStatement[] => [
  ...readZones(zones),
  ...zones.flatMap((zone) => writeZone(zone, mostCautious(mode, zone.policy))),
];

/** A change has no owner in IAM, and its id is known only once it is made. */
export const anyChange = `arn:${Aws.PARTITION}:route53:::change/*`;
const arnOf = (zone: Zone): string => `arn:${Aws.PARTITION}:route53:::hostedzone/${zone.id}`;

function readZones(zones: readonly Zone[]): readonly PolicyStatement[] {
  if (zones.length === 0) return [];
  const reads = ['route53:GetHostedZoneLimit', 'route53:ListResourceRecordSets'];
  return [
    new PolicyStatement({ actions: reads, resources: zones.map(arnOf) }),
    new PolicyStatement({ actions: ['route53:GetChange'], resources: [anyChange] }),
  ];
}

function writeZone(zone: Zone, policy: Policy): readonly PolicyStatement[] {
  const allowed = batchActions[policy];
  if (allowed.length === 0) return [];
  return [
    new PolicyStatement({
      actions: ['route53:ChangeResourceRecordSets'],
      resources: [arnOf(zone)],
      conditions: {
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsActions': allowed,
          'route53:ChangeResourceRecordSetsRecordTypes': recordTypes,
        },
        // So an id that belongs to another zone than its name says can write nothing.
        'ForAllValues:StringLike': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [zone.name, `*.${zone.name}`],
        },
      },
    }),
  ];
}
