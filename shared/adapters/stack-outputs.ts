import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '#shared/errors/command-error.ts';
import { RetryableError } from '#shared/errors/kinds.ts';
import { callDeadlineMs } from '#shared/runtime/limits.ts';

export interface StackOutputsOptions {
  readonly stackName: string;
  readonly client?: Omit<CloudFormationClientConfig, 'maxAttempts'>;
}

/** Refusals of who asks ("Common Errors" of AWS CloudFormation's API reference; the SDK's own when it finds no credentials). */
const denials: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/**
 * The outputs of a deployed stack, by name.
 * @throws CommandError where there is no such stack, or it may not be read; RetryableError where nobody answered
 */
export async function readStackOutputs(options: StackOutputsOptions): Promise<Readonly<Record<string, string>>> {
  const { stackName, client: config = {} } = options;
  const client = new CloudFormationClient({ ...config, maxAttempts: 1 });
  try {
    const command = new DescribeStacksCommand({ StackName: stackName });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(callDeadlineMs) });
    const outputs = answer.Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    throw explained(stackName, error);
  } finally {
    client.destroy();
  }
}

function explained(stackName: string, error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const options = { cause: error };
  // DescribeStacks has no code of its own for a stack that is not there (API reference, DescribeStacks).
  if (name === 'ValidationError') {
    const instead = 'check the name, AWS_REGION and AWS_PROFILE';
    return new CommandError('invalid', `--stack ${stackName}: there is none of that name here; ${instead}`, options);
  }
  if (denials.has(name)) {
    const instead = 'sign in, or have cloudformation:DescribeStacks granted';
    return new CommandError('invalid', `--stack ${stackName}: AWS refuses us (${name}); ${instead}`, options);
  }
  return new RetryableError(`--stack ${stackName}: CloudFormation gave no answer: ${message}`, options);
}
