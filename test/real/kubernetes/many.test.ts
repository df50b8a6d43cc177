import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleOptions } from '../../../infra/bundle-options.ts';
import { type EventBusServer, serveEventBus } from '../../contract/event-bus-server.ts';
import { Hub } from '../../forwarder/support/hub.ts';
import { makeImage, type Pod, startPod } from '../chart/pod.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { until } from './listener.ts';
import { atOnce } from './objects.ts';

const run = promisify(execFile);
const count = 10_000;
let cluster: Cluster;
let bus: EventBusServer;
let image: string;

beforeAll(async () => {
  [cluster, bus, image] = await Promise.all([startCluster(), serveEventBus(), makeImage()]);
  await atOnce(count, (index) => cluster.hand.ingress('shop', `i${index}`));
}, 300_000);
afterAll(async () => {
  await bus?.close();
  await cluster?.[Symbol.asyncDispose]();
  rmSync(image, { recursive: true, force: true });
});

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** The forwarder as its pod has it: one bundle, a service account. */
function startForwarder(): Promise<Pod> {
  const { clusters } = JSON.parse(readFileSync(cluster.server.kubeconfig('admin'), 'utf8'));
  const authority = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64').toString();
  const account = 'kubernetes.io/serviceaccount';
  return startPod(image, {
    args: ['--cluster=demo', '--bus=hub', '--region=eu-central-1', '--listen=127.0.0.1:0'],
    environment: {
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(cluster.server.port),
    },
    secrets: {
      [`${account}/token`]: 'admin-token',
      [`${account}/namespace`]: 'shop',
      [`${account}/ca.crt`]: authority,
    },
  });
}

async function residentOfForwarder(): Promise<{ readonly bytes: number; readonly seconds: number }> {
  const hub = new Hub();
  let applied = 0;
  const believed = (): number => {
    for (const { Source, DetailType, Detail } of bus.taken.slice(applied))
      hub.apply({ source: Source, detailType: DetailType, detail: Detail });
    applied = bus.taken.length;
    return Object.keys(hub.believes('networking.k8s.io/Ingress')).length;
  };
  const began = performance.now();
  await using pod = await startForwarder();
  await until(() => believed() === count, `the hub knows ${count} Ingresses`, 60);
  const seconds = (performance.now() - began) / 1_000;
  await cluster.hand.remove('shop', 'i0');
  await until(() => believed() === count - 1, 'a delete among many', 10);
  await sleep(2_000);
  const { body } = await pod.get('/metrics');
  expect(body).toContain(`firstlight_forwarder_objects{kind="networking.k8s.io/Ingress"} ${count - 1}`);
  return { bytes: Number(/^process_resident_memory_bytes (\d+)$/m.exec(body)?.[1]), seconds };
}

async function residentOfInformer(): Promise<number> {
  const outfile = join(image, 'informer.mjs');
  const entry = join(import.meta.dirname, 'informer-child.ts');
  await build({ ...bundleOptions, entryPoints: [entry], outfile });
  const kubeconfig = cluster.server.kubeconfig('admin');
  return Number((await run(process.execPath, [outfile, kubeconfig, String(count - 1)])).stdout);
}

it(`tells ${count} Ingresses, and prints what memory that takes beside the stock informer`, {
  timeout: 120_000,
}, async () => {
  const bare = Number((await run(process.execPath, ['-p', 'process.memoryUsage.rss()'])).stdout);
  const { bytes, seconds } = await residentOfForwarder();
  const informer = await residentOfInformer();
  const ratio = (bytes / bare).toFixed(2);
  process.stdout.write(
    `\n${count} Ingresses: bare Node ${megabytes(bare)} MB, forwarder ${megabytes(bytes)} MB (${ratio} x), all said after ${seconds.toFixed(1)} s, stock informer ${megabytes(informer)} MB\n`,
  );
  // When V8 cleans up is its own affair.
  expect(bytes / bare).toBeLessThan(5);
});
