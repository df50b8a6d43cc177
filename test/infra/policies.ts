import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { Statement } from './iam.ts';

const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
});
const document = z.object({ Statement: z.array(statement) });
const policy = z.object({
  Properties: z.object({ PolicyDocument: document, Roles: z.array(z.object({ Ref: z.string() })) }),
});

/** All that a role may do, by the beginning of its logical id. */
export function rightsOf(template: Template, role: string): readonly Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).map((one) => policy.parse(one).Properties);
  return policies
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(role)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

const bus = z.object({ Properties: z.object({ Policy: document }) });

export function busPolicyOf(template: Template): readonly Statement[] {
  const [found] = Object.values(template.findResources('AWS::Events::EventBus'));
  return bus.parse(found).Properties.Policy.Statement;
}
