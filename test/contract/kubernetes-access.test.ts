import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inClusterAccess, kubeconfigAccess } from '../../shared/adapters/kubernetes-access.ts';
import { UsageError } from '../../shared/errors/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstlight-access-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const config = (user: object) => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'one',
  clusters: [
    {
      name: 'c',
      cluster: {
        server: 'https://k.example.com:6443/',
        'certificate-authority-data': Buffer.from(certificate).toString('base64'),
      },
    },
  ],
  contexts: [
    { name: 'one', context: { cluster: 'c', user: 'u', namespace: 'ours' } },
    { name: 'two', context: { cluster: 'gone', user: 'u' } },
  ],
  users: [{ name: 'u', user }],
});

describe('a kubeconfig', () => {
  it('gives server, namespace, certificate and token', async () => {
    const access = await kubeconfigAccess(file('token', config({ token: 't' })));
    expect(access).toMatchObject({ server: 'https://k.example.com:6443', name: 'one', namespace: 'ours' });
    const { headers, tls, agent } = await access.credentials();
    expect(headers).toEqual({ authorization: 'Bearer t' });
    expect(String(tls.ca)).toBe(certificate);
    expect(Object.keys(tls)).toEqual(['ca']);
    expect(agent).toBeUndefined();
  });

  it('gives the token that a program prints, anew once it has ended', async () => {
    const status = { token: 'p', expirationTimestamp: '2020-01-01T00:00:00Z' };
    const script = `const fs=require("fs");const n=Number(fs.readFileSync(process.argv[1],"utf8"));fs.writeFileSync(process.argv[1],String(n+1));console.log(JSON.stringify({kind:"ExecCredential",status:{...${JSON.stringify(status)},token:"p"+n}}))`;
    const counter = file('counter', '1');
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script, counter],
    };
    const access = await kubeconfigAccess(file('exec', config({ exec })));
    const tokens = [await access.credentials(), await access.credentials()].map(
      ({ headers }) => headers['authorization'],
    );
    expect(tokens).toEqual(['Bearer p1', 'Bearer p2']);
  });

  it.each<[string, () => string, string | undefined, RegExp]>([
    ['is not there', () => join(folder, 'none'), undefined, /^--kubeconfig .*none cannot be read: ENOENT/],
    ['is no YAML', () => file('broken', '{a'), undefined, /^--kubeconfig .*broken cannot be read/],
    ['lacks the context', () => file('a', config({})), 'three', /^--context "three" is not in .*: it has one, two/],
    ['lacks the cluster', () => file('b', config({})), 'two', /context two names cluster gone, which is not there/],
  ])('that %s is refused', async (_, path, context, told) => {
    await expect(kubeconfigAccess(path(), context)).rejects.toThrow(told);
    await expect(kubeconfigAccess(path(), context)).rejects.toThrow(UsageError);
  });
});

describe('a pod', () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };

  it('has the token of its service account, read again each minute', async () => {
    let nowMs = 0;
    file('namespace', 'ours\n');
    file('ca.crt', certificate);
    file('token', 'first');
    const access = inClusterAccess({ env, clock: { monotonic: () => nowMs }, root: folder });
    expect(access).toMatchObject({ server: 'https://10.96.0.1:443', namespace: 'ours', name: 'in-cluster' });
    file('token', 'second');
    expect((await access.credentials()).headers).toEqual({ authorization: 'Bearer first' });
    nowMs = 60_000;
    expect(await access.credentials()).toMatchObject({
      headers: { authorization: 'Bearer second' },
      tls: { ca: certificate.trim() },
    });
  });

  it('knows addresses of version 6', () => {
    const clock = { monotonic: () => 0 };
    const access = inClusterAccess({ env: { ...env, KUBERNETES_SERVICE_HOST: 'fd00::1' }, clock, root: folder });
    expect(access.server).toBe('https://[fd00::1]:443');
  });

  it('is what this must be', () => {
    const clock = { monotonic: () => 0 };
    expect(() => inClusterAccess({ env: {}, clock })).toThrow(/^this is no pod.*--kubeconfig FILE/);
    expect(() => inClusterAccess({ env, clock, root: '/nowhere' })).toThrow(/^\/nowhere cannot be read/);
  });
});
