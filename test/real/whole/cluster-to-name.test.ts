import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellOf } from '../../e2e/cdk.ts';
import { account, region } from '../../e2e/installation.ts';
import { forwarderOf } from '../../e2e/roles.ts';
import { answers, isGone, patienceMs, recordsOf, told, until } from '../../e2e/world.ts';
import { renderedFile } from '../../support/chart.ts';
import { type AuditedCluster, startAuditedCluster } from '../chart/audited-cluster.ts';
import { makeImage, type Pod, startPod } from '../chart/pod.ts';
import { customKinds, define } from '../kubernetes/definitions.ts';

/** The cluster's name, its zone and its edge are those of a part of the deployed stack. */
const name = 'names';
const host = 'app.names.example';

let cluster: AuditedCluster;
let image = '';
let pod: Pod;

/** The forwarder of the plain manifests with the rights of the deployed role, and nothing else that is not in a pod. */
async function startForwarder(): Promise<Pod> {
  const role = await forwarderOf(account, told.outputs['ForwarderRoleNames'] ?? '');
  const { PATH: _path, HOME: _home, AWS_CA_BUNDLE: _bundle, ...shell } = shellOf(told, account);
  return startPod(image, {
    args: [
      ...[`--cluster=${name}`, `--bus=${told.outputs['BusArn']}`, `--region=${region}`],
      ...[`--status-bucket=${told.outputs['StatusBucket']}`, '--listen=127.0.0.1:0'],
    ],
    environment: {
      ...shell,
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_SESSION_TOKEN: role.sessionToken ?? '',
      NODE_EXTRA_CA_CERTS: '/var/run/secrets/emulator/ca.crt',
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(cluster.server.port),
    },
    secrets: {
      ...(await cluster.serviceAccountSecrets()),
      'emulator/ca.crt': readFileSync(told.certificate, 'utf8'),
    },
  });
}

beforeAll(async () => {
  [cluster, image] = await Promise.all([startAuditedCluster(), makeImage()]);
  await cluster.kubectl('apply', '--server-side', '--filename', 'charts/firstlight/crds');
  await cluster.kubectl('apply', '--server-side', '--filename', renderedFile);
  // A kind that a cluster lacks keeps releases waiting for an hour.
  await Promise.all(customKinds.map((kind) => define(cluster.admin, cluster.hand, kind)));
  await cluster.kubectl('create', 'namespace', 'shop');
  const ingressClass = { metadata: { name: 'public' }, spec: { controller: 'example.com/ingress' } };
  await cluster.hand.post('/apis/networking.k8s.io/v1/ingressclasses', ingressClass);
  pod = await startForwarder();
});
afterAll(async () => {
  await pod?.[Symbol.asyncDispose]();
  await cluster?.[Symbol.asyncDispose]();
  if (image !== '') rmSync(image, { recursive: true, force: true });
});

describe('an Ingress in a real cluster', { timeout: 3 * patienceMs }, () => {
  it('comes to answer in DNS, and says so to who wrote it', async () => {
    await cluster.kubectl('create', 'ingress', 'app', '-n', 'shop', '--class=public', `--rule=${host}/*=app:80`);
    await until('the name answers', () => answers(host));
    const wait = ['wait', '--for=condition=Ready', `site/${host}`, '-n', 'shop', '--timeout=120s'];
    await until('its Site is there', async () => (await cluster.kubectl('get', 'sites', '-A')).includes(host));
    expect(await cluster.kubectl(...wait)).toContain('condition met');
    expect(await cluster.kubectl('get', 'sites', '-A')).toMatch(
      /shop +app\.names\.example +app\.names\.example +True +True/,
    );
  });

  it('is told why it is refused, where it is', async () => {
    await cluster.kubectl('create', 'namespace', 'other');
    await cluster.kubectl('create', 'ingress', 'thief', '-n', 'other', '--class=public', `--rule=${host}/*=app:80`);
    await until('it is told', async () => (await cluster.kubectl('get', 'sites', '-n', 'other')).includes('HostTaken'));
  });

  it('goes when it goes', async () => {
    await cluster.kubectl(
      'create',
      'ingress',
      'stays',
      '-n',
      'shop',
      '--class=public',
      '--rule=stays.names.example/*=a:80',
    );
    await until('another name answers', () => answers('stays.names.example'));
    await cluster.kubectl('delete', 'ingress', 'thief', '-n', 'other');
    await cluster.kubectl('delete', 'ingress', 'app', '-n', 'shop');
    await until('the name is gone', () => isGone(host));
    await until('its Site is gone', async () => !(await cluster.kubectl('get', 'sites', '-A')).includes(`${host} `));
    expect((await recordsOf(name)).some(({ Name }) => Name.includes('app.'))).toBe(false);
    expect(await answers('stays.names.example')).toBe(true);
  });
});
