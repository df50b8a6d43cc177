import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { EdgeInput } from '#shared/configuration/define.ts';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { stacksElsewhere } from '../../../infra/elsewhere/stacks.ts';
import { edge } from '../edges/edges.ts';

export const roleArn = 'arn:aws:iam::210987654321:role/teams/firstlight';
const arn = 'arn:aws:elasticloadbalancing:us-east-1:210987654321:loadbalancer/app/web/01';

/** An edge of another account. */
export const far: EdgeInput = {
  ...edge({}, { name: 'far', classes: ['far'], roleArn, externalId: 'secret', region: 'us-east-1' }),
  loadBalancer: { use: { arn } },
};
/** An edge of the hub's account in another region. */
export const near: EdgeInput = edge({}, { name: 'near', classes: ['near'], region: 'eu-west-1' });

/** The stacks by name, each with its app. */
export function stacksOf(configuration: CheckedConfiguration): ReadonlyMap<string, Stack> {
  const app = new App({ builtinCloudFormationValidation: false });
  stacksElsewhere(app, 'Firstlight', configuration);
  const stacks = app.node.children.filter((one): one is Stack => 'stackName' in one);
  return new Map(stacks.map((stack) => [stack.stackName, stack]));
}

/** @throws Error where there is no such stack */
export function templateOf(configuration: CheckedConfiguration, name: string): Template {
  const stack = stacksOf(configuration).get(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return Template.fromStack(stack);
}
