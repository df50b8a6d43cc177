import { Fn } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/** The name of the parameter in which a stack of load balancers tells the functions' stack of one of them. */
export const parameterOf = (functions: string, edge: string): string => `/${functions}/edges/${edge}`;

/**
 * The load balancers that the edges' stack made, as one JSON text by edge. CloudFormation reads the parameters at each
 * deployment, so neither stack ever holds the other up, as an export in use would (AWS CloudFormation User Guide,
 * "Export stack outputs": an output that is imported cannot be changed or deleted).
 */
export function handedOver(scope: Construct, functions: string, edges: readonly string[]): string {
  if (edges.length === 0) return '{}';
  const entries = edges.map((edge) => {
    const value = StringParameter.valueForStringParameter(scope, parameterOf(functions, edge));
    return Fn.join('', [`${JSON.stringify(edge)}:`, value]);
  });
  return Fn.join('', ['{', Fn.join(',', entries), '}']);
}
