import { rmSync } from 'node:fs';
import * as z from 'zod';
import { serveRoute53 } from '#local/cloud/route53/server.ts';
import { type EventBusServer, serveEventBus } from '../../contract/event-bus-server.ts';
import { Hub } from '../../forwarder/support/hub.ts';
import { readRendered } from '../../support/chart.ts';
import { tellStatus } from '../../support/status-bucket.ts';
import type { AuditedCluster } from './audited-cluster.ts';
import { type Credentials, servePodIdentity, serveWebIdentity } from './credentials.ts';
import { makeImage, type Pod, startPod } from './pod.ts';

const deployment = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({ containers: z.tuple([z.looseObject({ args: z.array(z.string()) })]) }),
    }),
  }),
});

/** The pod that the plain manifests ask for. */
export const podSpec = deployment.parse(readRendered().find(({ kind }) => kind === 'Deployment')).spec.template.spec;

/** What the forwarder's pods need on AWS's side, on this machine. */
export interface FarSide extends AsyncDisposable {
  readonly bus: EventBusServer;
  /** What a hub tells of the cluster comes from here. */
  readonly status: ReturnType<typeof tellStatus>;
  /** The two ways in which a pod comes by the credentials of its role. */
  readonly podIdentity: Credentials;
  readonly webIdentity: Credentials;
  /** What a hub believes that took in all that was put. */
  believed(): Hub;
  /** A pod of the plain manifests in that cluster, with the token of its service account. */
  startForwarder(cluster: AuditedCluster, credentials?: Credentials): Promise<Pod>;
}

export async function startFarSide(): Promise<FarSide> {
  const [bus, podIdentity, webIdentity, image] = await Promise.all([
    serveEventBus(),
    servePodIdentity(),
    serveWebIdentity(),
    makeImage(),
  ]);
  const status = tellStatus('demo', Date.now);
  // It is a server for any model that answers a request.
  const bucket = await serveRoute53(status.model, { port: 0, clock: Date.now });
  return {
    bus,
    status,
    podIdentity,
    webIdentity,
    believed() {
      const hub = new Hub();
      for (const { Source, DetailType, Detail } of bus.taken)
        hub.apply({ source: Source, detailType: DetailType, detail: Detail });
      return hub;
    },
    startForwarder: async (cluster, credentials = podIdentity) =>
      startPod(image, {
        // On the network of this machine, where others may listen already and nobody else is to be listened to.
        args: [...podSpec.containers[0].args, '--listen=127.0.0.1:0'],
        environment: {
          ...credentials.environment,
          AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
          AWS_ENDPOINT_URL_S3: bucket.url,
          KUBERNETES_SERVICE_HOST: '127.0.0.1',
          KUBERNETES_SERVICE_PORT: String(cluster.server.port),
        },
        secrets: { ...credentials.secrets, ...(await cluster.serviceAccountSecrets()) },
      }),
    async [Symbol.asyncDispose]() {
      await bus.close();
      await bucket.close();
      await podIdentity[Symbol.asyncDispose]();
      await webIdentity[Symbol.asyncDispose]();
      rmSync(image, { recursive: true, force: true });
    },
  };
}
