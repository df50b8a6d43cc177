import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Credentials } from './aws.ts';
import { shellOf } from './cdk.ts';
import { account as mainAccount, region } from './installation.ts';
import { forwarderOf } from './roles.ts';
import { told } from './world.ts';

const run = promisify(execFile);
const checkout = resolve(import.meta.dirname, '../..');

/** A cluster whose truth is a directory of manifests, with the rights of its own role. */
export class Speaker {
  readonly cluster: string;
  readonly credentials: Credentials;
  /** The directory. */
  readonly manifests: string;
  readonly #busArn: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'firstlight-e2e-'));
  #hosts: readonly string[] = [];

  private constructor(cluster: string, busArn: string, credentials: Credentials) {
    this.cluster = cluster;
    this.#busArn = busArn;
    this.credentials = credentials;
    this.manifests = join(this.#folder, 'manifests');
    mkdirSync(this.manifests);
  }

  static async of(cluster: string, account = mainAccount, outputs = told.outputs): Promise<Speaker> {
    const role = outputs[`ForwarderRole${cluster[0]?.toUpperCase()}${cluster.slice(1)}`] ?? '';
    return new Speaker(cluster, outputs['BusArn'] ?? '', await forwarderOf(account, role));
  }

  /** Writes an Ingress for each host and says all of it, as a pipeline does. @throws Error where not all could be said */
  async say(...hosts: readonly string[]): Promise<void> {
    this.#hosts = hosts;
    const objects = hosts.map((host) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { namespace: 'shop', name: host.replaceAll('.', '-').replace('*', 'wildcard') },
      spec: { ingressClassName: 'public', rules: [{ host }] },
    }));
    const documents = [ingressClass, ...objects].map((one) => JSON.stringify(one)).join('\n---\n');
    writeFileSync(join(this.manifests, 'all.yaml'), documents);
    await this.again();
  }

  /** Says what the manifests hold, whatever was said before: a whole walk. */
  async again(): Promise<void> {
    const args = ['--once', '--manifests', this.manifests, '--cluster', this.cluster];
    const options = ['--bus', this.#busArn, '--region', region, '--data', join(this.#folder, 'data')];
    const { accessKeyId, secretAccessKey, sessionToken = '' } = this.credentials;
    const env = {
      ...shellOf(told, ''),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    await run('node', ['forwarder/main.ts', ...args, ...options], { cwd: checkout, env, timeout: 120_000 });
  }

  get hosts(): readonly string[] {
    return this.#hosts;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const ingressClass = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'public' },
  spec: { controller: 'example.com/ingress' },
};
