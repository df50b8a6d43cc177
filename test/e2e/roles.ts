import { type Credentials, query, root } from './aws.ts';

/** The role of a pipeline, which everybody in the account may take, and which may take the roles of forwarders. */
async function makePipelineRole(account: string): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
  const right = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  const documentOf = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const made = { Action: 'CreateRole', RoleName: 'pipeline', AssumeRolePolicyDocument: documentOf(trust) };
  // Several tests begin at the same time.
  await query('iam', made, root(account)).catch((error: unknown) => {
    if (!String(error).includes('EntityAlreadyExists')) throw error;
  });
  const given = { Action: 'PutRolePolicy', RoleName: 'pipeline', PolicyName: 'all', PolicyDocument: documentOf(right) };
  await query('iam', given, root(account));
}

/** Credentials of a cluster's forwarder, as a pipeline gets them. */
export async function forwarderOf(account: string, roleArn: string): Promise<Credentials> {
  await makePipelineRole(account);
  const pipeline = await assume(`arn:aws:iam::${account}:role/pipeline`, root(account));
  return assume(roleArn, pipeline);
}

async function assume(RoleArn: string, from: Credentials): Promise<Credentials> {
  const xml = await query('sts', { Action: 'AssumeRole', RoleArn, RoleSessionName: 'e2e' }, from);
  const read = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '';
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(read);
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) throw new Error(xml);
  return { accessKeyId, secretAccessKey, sessionToken };
}
