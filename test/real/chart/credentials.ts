import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** What EKS adds to a pod whose service account has a role, and whoever gives credentials for it. */
export interface Credentials extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  /** By path beneath /var/run/secrets. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Times that credentials were given. */
  given(): number;
}

const keys = { AccessKeyId: 'ASIAPOD', SecretAccessKey: 'secret' };
const expiration = (): string => new Date(Date.now() + 3_600_000).toISOString();
const region = 'eu-central-1';

/** EKS User Guide, "Understand how EKS Pod Identity works": an agent on the node, to nobody without the token. */
export async function servePodIdentity(): Promise<Credentials> {
  const path = 'pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token';
  const server = await serve(async ({ url, headers }) => {
    if (url !== '/v1/credentials' || headers.authorization !== 'token of the pod') return undefined;
    return JSON.stringify({ ...keys, Token: 'session', AccountId: '123456789012', Expiration: expiration() });
  });
  return {
    environment: {
      AWS_REGION: region,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `/var/run/secrets/${path}`,
    },
    secrets: { [path]: 'token of the pod' },
    ...server,
  };
}

/** EKS User Guide, "IAM roles for service accounts", and the AWS STS API reference, AssumeRoleWithWebIdentity. */
export async function serveWebIdentity(): Promise<Credentials> {
  const path = 'eks.amazonaws.com/serviceaccount/token';
  const role = 'arn:aws:iam::123456789012:role/forwarder';
  const server = await serve(async (request) => {
    const form = new URLSearchParams(await text(request));
    const asked = ['Action', 'RoleArn', 'WebIdentityToken'].map((name) => form.get(name));
    if (asked.join() !== `AssumeRoleWithWebIdentity,${role},token of the account`) return undefined;
    const fields = { ...keys, SessionToken: 'session', Expiration: expiration() };
    const credentials = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
    const result = `<Credentials>${credentials.join('')}</Credentials>`;
    return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>${result}</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
  });
  return {
    environment: {
      AWS_REGION: region,
      AWS_ROLE_ARN: role,
      AWS_WEB_IDENTITY_TOKEN_FILE: `/var/run/secrets/${path}`,
      AWS_ENDPOINT_URL_STS: server.url,
    },
    secrets: { [path]: 'token of the account' },
    ...server,
  };
}

/** Gives what `answer` gives, and 403 for nothing. */
async function serve(answer: (request: IncomingMessage) => Promise<string | undefined>) {
  let given = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await answer(request);
    if (body !== undefined) given += 1;
    response.writeHead(body === undefined ? 403 : 200).end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    given: () => given,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
