import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { StatusKeeper } from '../../../forwarder/status/keeper.ts';
import type { SourceRef } from '../../../forwarder/status/plan/desired.ts';
import type { StatusReport } from '../../../forwarder/status/ports.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';
import type { SiteStatus, StatusEntry } from '../../../shared/events/status.ts';
import { type Fault, tellStatus } from '../../support/status-bucket.ts';
import { clusterModel } from './api-model.ts';
import { servicesModel } from './services-model.ts';

/** A site as the hub tells of it. */
export function held(host: string, more: Partial<SiteStatus> = {}, ready = true): SiteStatus {
  const said = { reason: ready ? 'Ready' : 'NameTaken', message: ready ? '' : 'somebody has it' };
  const status = ready ? 'True' : 'False';
  return {
    of: 'site',
    host,
    view: 'public',
    setIdentifier: '',
    source: { apiGroup: 'networking.k8s.io', kind: 'Ingress', key: 'shop/web' },
    edge: 'public',
    conditions: [
      { type: 'Ready', status, ...said },
      { type: 'DnsReady', status, ...said },
    ],
    ...more,
  };
}

/** A forwarder that leads: the bucket of its hub on one side, a model of its cluster on the other. */
export function keeperWorld() {
  const scheduler = virtualScheduler();
  const trouble: { fault: Fault; answerMs: number } = { fault: undefined, answerMs: 0 };
  const bucket = tellStatus('demo', scheduler.now, () => trouble.fault);
  const cluster = clusterModel();
  const services = servicesModel();
  const reports: StatusReport[] = [];
  const gone = new Set<string>();
  const api: KubernetesApi = {
    async send(request) {
      const { answerMs } = trouble;
      if (answerMs > 0) await new Promise<void>((resolve) => void scheduler.after(answerMs, resolve));
      return services.handles(request) ? services.send(request) : cluster.api.send(request);
    },
  };
  const open = (): StatusKeeper =>
    new StatusKeeper({
      cluster: 'demo',
      bucket,
      api,
      objects: {
        find: ({ kind, namespace, name }: SourceRef) =>
          kind === 'Service'
            ? services.find(`${namespace}/${name}`)
            : gone.has(`${namespace}/${name}`)
              ? undefined
              : { apiVersion: 'networking.k8s.io/v1', uid: `uid-of-${name}` },
      },
      scheduler,
      instance: 'forwarder-1',
      annotateServices: new Set(['traefik/traefik', 'traefik/other']),
      report: (report) => reports.push(report),
    });
  let keeper = open();
  keeper.start();
  return {
    scheduler,
    trouble,
    bucket,
    cluster,
    services,
    reports,
    /** Sources that the forwarder does not know. */
    gone,
    keeper: () => keeper,
    /** What the hub knows from now on. */
    async say(entries: readonly StatusEntry[], epoch?: string): Promise<void> {
      const was = trouble.fault;
      trouble.fault = undefined;
      await bucket.say(entries, epoch);
      trouble.fault = was;
    },
    async pass(seconds: number): Promise<void> {
      for (let left = seconds; left > 0; left -= 5) await scheduler.advance(Math.min(5, left) * 1_000);
    },
    /** Another process takes over. */
    async replace(): Promise<void> {
      await keeper.stop();
      keeper = open();
      keeper.start();
    },
    sites(): readonly string[] {
      return [...cluster.objects.keys()]
        .flatMap((id) => (id.startsWith('sites/') ? [id.slice('sites/'.length)] : []))
        .sort();
    },
    site: (id: string) => cluster.objects.get(`sites/${id}`),
    events: () => [...cluster.objects].flatMap(([id, object]) => (id.startsWith('events/') ? [object] : [])),
    close: () => keeper.stop(),
  };
}
