import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { SecretRef } from '#shared/domain/alert-policy.ts';
import type { Configuration } from '#shared/domain/configuration.ts';

type Hub = Configuration['hub'];

/**
 * Reads these secrets, and no other. Secrets Manager puts six characters behind a name that nobody can know beforehand
 * (User Guide, "What's in a Secrets Manager secret?"); Systems Manager writes a leading slash once ("Restricting access").
 */
export function readSecrets(refs: readonly SecretRef[], hub: Hub): readonly PolicyStatement[] {
  const managed = refs.flatMap((ref) => ('secretsManager' in ref ? [secretArn(ref.secretsManager, hub)] : []));
  const parameters = refs.flatMap((ref) => ('ssm' in ref ? [parameterArn(ref.ssm, hub)] : []));
  return [...allow('secretsmanager:GetSecretValue', managed), ...allow('ssm:GetParameter', parameters)];
}

function allow(action: string, resources: readonly string[]): readonly PolicyStatement[] {
  return resources.length === 0 ? [] : [new PolicyStatement({ actions: [action], resources: [...new Set(resources)] })];
}

const inHub = ({ account, region }: Hub, service: string, what: string): string =>
  `arn:${Aws.PARTITION}:${service}:${region}:${account}:${what}`;

/** An ARN may be written without the six characters. */
function secretArn(name: string, hub: Hub): string {
  if (!name.startsWith('arn:')) return inHub(hub, 'secretsmanager', `secret:${name}-??????`);
  return /-[A-Za-z0-9]{6}$/.test(name) ? name : `${name}-??????`;
}

const parameterArn = (name: string, hub: Hub): string =>
  name.startsWith('arn:') ? name : inHub(hub, 'ssm', `parameter/${name.replace(/^\//, '')}`);
