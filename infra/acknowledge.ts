import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** How cdk-nag names the ARN of what the stack makes. */
export const arnOf = (made: IConstruct): string =>
  `<${Stack.of(made).getLogicalId(made.node.defaultChild as CfnElement)}.Arn>`;

/** Accepts findings of cdk-nag on a construct, each by its whole id and with the reason why it is right here. */
export function acknowledge(scope: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(scope).acknowledge({ id, reason });
}

/** Accepts the wildcards in rights to what is made only later, or has no resource in IAM. */
export function acknowledgeWildcards(scope: IConstruct, rights: readonly PolicyStatement[]): void {
  const wide = [...new Set(rights.flatMap(({ resources }) => resources))].filter((one) => one.endsWith('*'));
  for (const resource of wide) {
    const named = resource.replaceAll(/\$\{Token\[AWS\.Partition\.\d+\]\}/g, '<AWS::Partition>');
    acknowledge(scope, {
      [`AwsSolutions-IAM5[Resource::${named}]`]:
        'What it makes, and what lists and describes, has no name beforehand; what changes something is held to our tag, our domains or listeners of edges.',
    });
  }
}
