import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** How cdk-nag names the ARN of what the stack makes. */
export const arnOf = (made: IConstruct): string =>
  `<${Stack.of(made).getLogicalId(made.node.defaultChild as CfnElement)}.Arn>`;

/** Accepts findings of cdk-nag on a construct, each by its whole id and with the reason why it is right here. */
export function acknowledge(scope: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(scope).acknowledge({ id, reason });
}
