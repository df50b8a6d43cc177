import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { type ApiServer, startApiServer } from '../kubernetes/api-server.ts';
import { type Hand, handOf } from '../kubernetes/objects.ts';

const run = promisify(execFile);

/** A right that was used, as roles name it: `list ingresses.networking.k8s.io`, and what came of it. */
export interface Use {
  readonly right: string;
  readonly status: number;
}

/** A real API server that writes down what the chart's service account asks of it. */
export interface AuditedCluster extends AsyncDisposable {
  readonly server: ApiServer;
  readonly admin: KubernetesApi;
  readonly hand: Hand;
  /** stdout of kubectl as its administrator. @throws as execFile */
  kubectl(...args: readonly string[]): Promise<string>;
  /** What a pod finds beneath /var/run/secrets for its service account; the token comes from a TokenRequest. */
  serviceAccountSecrets(): Promise<Readonly<Record<string, string>>>;
  /** Every request of the service account so far. */
  uses(): readonly Use[];
}

const account = { namespace: 'firstlight', name: 'firstlight-forwarder' };
const user = `system:serviceaccount:${account.namespace}:${account.name}`;

/** @param flags of the API server */
export async function startAuditedCluster(...flags: readonly string[]): Promise<AuditedCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'firstlight-audit-'));
  const [policy, log] = [join(folder, 'policy.json'), join(folder, 'audit.log')];
  writeFileSync(policy, JSON.stringify(auditPolicy));
  const server = await startApiServer({
    flags: [`--audit-policy-file=${policy}`, `--audit-log-path=${log}`, ...flags],
  });
  const admin = await server.api('admin');
  const config = server.kubeconfig('admin');
  return {
    server,
    admin,
    hand: handOf(admin),
    async kubectl(...args) {
      const program = process.env['FIRSTLIGHT_REAL_KUBECTL'] ?? '';
      return (await run(program, ['--kubeconfig', config, ...args], { timeout: 60_000 })).stdout;
    },
    async serviceAccountSecrets() {
      const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`;
      const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3_600 } };
      const answer = await admin.send({ method: 'POST', path, body });
      const { status } = tokenRequest.parse(JSON.parse(await answer.text()));
      const kubeconfig = kubeconfigForm.parse(JSON.parse(readFileSync(config, 'utf8')));
      const [{ cluster }] = kubeconfig.clusters;
      return Object.fromEntries(
        Object.entries({
          token: status.token,
          namespace: account.namespace,
          'ca.crt': Buffer.from(cluster['certificate-authority-data'], 'base64').toString(),
        }).map(([name, text]) => [`kubernetes.io/serviceaccount/${name}`, text]),
      );
    },
    uses: () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => useOf(auditEvent.parse(JSON.parse(line)))),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  rules: [{ level: 'Metadata', users: [user] }, { level: 'None' }],
  // A watch is written down when it begins, everything else when it is done.
  omitStages: ['RequestReceived'],
};

const auditEvent = z.looseObject({
  verb: z.string(),
  requestURI: z.string(),
  objectRef: z
    .looseObject({
      resource: z.string(),
      apiGroup: z.string().default(''),
      subresource: z.string().optional(),
      name: z.string().optional(),
    })
    .optional(),
  responseStatus: z.looseObject({ code: z.number() }).optional(),
});
const tokenRequest = z.object({ status: z.object({ token: z.string() }) });
const kubeconfigForm = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ 'certificate-authority-data': z.string() }) })]),
});

function useOf({ verb, requestURI, objectRef, responseStatus }: z.infer<typeof auditEvent>): Use {
  const status = responseStatus?.code ?? 0;
  if (objectRef === undefined) return { right: `${verb} ${requestURI}`, status };
  const { resource, apiGroup, subresource } = objectRef;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  return { right: `${verb} ${whole}${apiGroup && `.${apiGroup}`}`, status };
}
