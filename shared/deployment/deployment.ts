import * as z from 'zod';
import { readStackOutputs, type StackOutputsOptions } from '#shared/adapters/stack-outputs.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { jsonOf, readEnvironment, type Variables } from './environment.ts';

/** What a person's machine needs to know of a deployment. */
export interface Deployment {
  /** For messages: `stack NAME`, or the table's name. */
  readonly title: string;
  readonly tableName: string;
  /** By capability. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly deadLetterUrls: Readonly<Record<string, string>>;
  readonly busName?: string;
  /** Of Firstlight, where the deployment tells it. */
  readonly version?: string;
}

const urls = jsonOf(z.record(z.string(), z.url()));

const outputs = z.object({
  TableName: z.string().min(1),
  QueueUrls: urls,
  DeadLetterUrls: urls,
  BusName: z.string().min(1),
  Version: z.string().optional(),
});

/** Names of the outputs that are read. */
export const outputsOfDeployment: readonly string[] = Object.keys(outputs.shape);

/**
 * The deployment that a stack of CloudFormation is.
 * @throws CommandError where the stack is none of ours; what `readStackOutputs` throws
 */
export async function deploymentOfStack(options: StackOutputsOptions): Promise<Deployment> {
  const { stackName } = options;
  const parsed = outputs.safeParse(await readStackOutputs(options));
  if (!parsed.success) {
    const missing = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new CommandError(
      'invalid',
      `--stack ${stackName} is no Firstlight: it has no output ${missing}; name the stack that cdk deploy made`,
    );
  }
  const { TableName, QueueUrls, DeadLetterUrls, BusName, Version } = parsed.data;
  return {
    title: `stack ${stackName}`,
    tableName: TableName,
    queueUrls: QueueUrls,
    deadLetterUrls: DeadLetterUrls,
    busName: BusName,
    ...(Version === undefined ? {} : { version: Version }),
  };
}

/**
 * The deployment that the variables `FIRSTLIGHT_…` name.
 * @throws ConfigurationError
 */
export function deploymentOfEnvironment(variables: Variables): Deployment {
  const { tableName, queueUrls, deadLetterUrls, busName } = readEnvironment(variables);
  return {
    title: `table ${tableName}`,
    tableName,
    queueUrls,
    deadLetterUrls,
    ...(busName === undefined ? {} : { busName }),
  };
}
