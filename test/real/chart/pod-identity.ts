import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the token of EKS Pod Identity is in a pod (EKS User Guide, "Understand how EKS Pod Identity works"). */
const tokenPath = 'pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token';

export interface PodIdentityAgent extends AsyncDisposable {
  /** What EKS adds to a pod whose service account has a role. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Times that it has given credentials. */
  given(): number;
}

/** The agent on the node that gives a pod the credentials of its role, to nobody without the token. */
export async function servePodIdentity(): Promise<PodIdentityAgent> {
  let given = 0;
  const server = createServer((request, response) => {
    if (request.url !== '/v1/credentials' || request.headers.authorization !== 'token of the pod') {
      response.writeHead(403).end();
      return;
    }
    given += 1;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const keys = { AccessKeyId: 'ASIAPOD', SecretAccessKey: 'secret', Token: 'session', AccountId: '123456789012' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...keys, Expiration }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      AWS_REGION: 'eu-central-1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `/var/run/secrets/${tokenPath}`,
    },
    secrets: { [tokenPath]: 'token of the pod' },
    given: () => given,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
