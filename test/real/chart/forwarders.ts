import { rmSync } from 'node:fs';
import * as z from 'zod';
import { type EventBusServer, serveEventBus } from '../../contract/event-bus-server.ts';
import { Hub } from '../../forwarder/support/hub.ts';
import { readRendered } from '../../support/chart.ts';
import type { AuditedCluster } from './audited-cluster.ts';
import { makeImage, type Pod, startPod } from './pod.ts';
import { servePodIdentity } from './pod-identity.ts';

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
  /** Times that a pod has fetched the credentials of its role. */
  credentialsGiven(): number;
  /** What a hub believes that took in all that was put. */
  believed(): Hub;
  /** A pod of the plain manifests in that cluster, with the token of its service account. */
  startForwarder(cluster: AuditedCluster): Promise<Pod>;
}

export async function startFarSide(): Promise<FarSide> {
  const [bus, agent, image] = await Promise.all([serveEventBus(), servePodIdentity(), makeImage()]);
  return {
    bus,
    credentialsGiven: () => agent.given(),
    believed() {
      const hub = new Hub();
      for (const { Source, DetailType, Detail } of bus.taken)
        hub.apply({ source: Source, detailType: DetailType, detail: Detail });
      return hub;
    },
    startForwarder: async (cluster) =>
      startPod(image, {
        // On the network of this machine, where others may listen already and nobody else is to be listened to.
        args: [...podSpec.containers[0].args, '--listen=127.0.0.1:0'],
        environment: {
          ...agent.environment,
          AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
          KUBERNETES_SERVICE_HOST: '127.0.0.1',
          KUBERNETES_SERVICE_PORT: String(cluster.server.port),
        },
        secrets: { ...agent.secrets, ...(await cluster.serviceAccountSecrets()) },
      }),
    async [Symbol.asyncDispose]() {
      await bus.close();
      await agent[Symbol.asyncDispose]();
      rmSync(image, { recursive: true, force: true });
    },
  };
}
