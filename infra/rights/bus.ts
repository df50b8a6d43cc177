import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { sourceOf } from '#shared/events/envelope.ts';
import { acmEvents } from '../acm-events.ts';
import { placesElsewhere } from '../place.ts';

/** The source of the facts that the functions tell, for rules of the users' own. */
export const ownSource = 'firstlight';

export interface Voice {
  readonly busArn: string;
  readonly source: string;
  /** False for an emulator without `events:source`. */
  readonly checksSource: boolean;
}

/** The right to speak on the bus under one source, and under no other. */
export function speak({ busArn, source, checksSource }: Voice): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [busArn],
    ...(checksSource ? { conditions: { StringEquals: { 'events:source': source } } } : {}),
  });
}

/** Amazon EventBridge quotas: "Event bus policy size". */
const policyLimitBytes = 10_240;

/**
 * What the bus refuses whatever the rights of the sender are: sources that nobody has, and each cluster's source from
 * anybody but its forwarder's role, or from another account than the cluster's. Other accounts get the right to speak
 * for their clusters, and those with certificates to hand on what ACM says (EventBridge User Guide, "Using IAM policy
 * conditions": `events:source`, `events:detail-type`).
 * @param roles the forwarders' roles in this account, by cluster
 * @throws Error when there are more clusters than fit
 */
export function busPolicy(
  configuration: Pick<CheckedConfiguration, 'clusters' | 'edges' | 'hub'>,
  busArn: string,
  roles: ReadonlyMap<string, string>,
): { readonly Version: string; readonly Statement: readonly object[] } {
  const { clusters, hub } = configuration;
  const onBus = { Action: 'events:PutEvents', Resource: busArn };
  const ofAcm = acmStatements(configuration).map((one) => ({ ...one, ...onBus }));
  const known = [
    ownSource,
    ...clusters.map(({ name }) => sourceOf(name)),
    ...(ofAcm.length === 0 ? [] : acmEvents.source),
  ];
  const statements = clusters.flatMap(({ name, account = hub.account }): readonly object[] => {
    const speaks = { 'events:source': sourceOf(name) };
    const role = roles.get(name);
    if (role !== undefined) {
      const others = { StringEquals: speaks, ArnNotEquals: { 'aws:PrincipalArn': role } };
      return [{ Effect: 'Deny', Principal: '*', ...onBus, Condition: others }];
    }
    const elsewhere = { StringEquals: speaks, StringNotEquals: { 'aws:PrincipalAccount': account } };
    return [
      { Effect: 'Allow', Principal: { AWS: account }, ...onBus, Condition: { StringEquals: speaks } },
      { Effect: 'Deny', Principal: '*', ...onBus, Condition: elsewhere },
    ];
  });
  const unknown = { StringNotEquals: { 'events:source': known } };
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', ...onBus, Condition: unknown }, ...statements, ...ofAcm],
  };
  if (JSON.stringify(policy).length > policyLimitBytes) {
    throw new Error(
      `clusters: ${clusters.length} are more than the policy of one bus can tell apart; make two installations`,
    );
  }
  return policy;
}

/** Rules there, and nobody else, hand on what ACM says; those of the hub's own account have the right of their role. */
function acmStatements(configuration: Pick<CheckedConfiguration, 'edges' | 'hub'>): readonly object[] {
  const accounts = [...new Set(placesElsewhere(configuration).map(({ account }) => account))];
  if (accounts.length === 0) return [];
  const others = accounts.filter((account) => account !== configuration.hub.account);
  const { source, detailType } = acmEvents;
  const says = { 'events:source': source, 'events:detail-type': detailType };
  const elsewhere = {
    StringEquals: { 'events:source': source },
    StringNotEquals: { 'aws:PrincipalAccount': accounts },
  };
  return [
    ...(others.length === 0
      ? []
      : [{ Effect: 'Allow', Principal: { AWS: others }, Condition: { StringEquals: says } }]),
    { Effect: 'Deny', Principal: '*', Condition: elsewhere },
  ];
}
