import type { KindId } from '#shared/domain/kinds.ts';
import { formatEpoch } from '#shared/domain/marker.ts';
import type { Ingress, Namespace } from '#shared/domain/objects.ts';
import type { Bus, ObjectSink, ObjectSource, Report } from '../../../forwarder/ports.ts';
import { createForwarder, type Forwarder, type ForwarderOptions } from '../../../forwarder/speech/forwarder.ts';
import { seededRandom } from '../../../local/platform/random.ts';
import { type VirtualScheduler, virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';

export const ingressKind: KindId = 'networking.k8s.io/Ingress';
export const namespaceKind: KindId = '/Namespace';

export const ingress = (key: string, host = 'a.example.com', filler = ''): Ingress => ({
  kind: 'networking.k8s.io/Ingress',
  form: 'full',
  key,
  apiVersion: 'networking.k8s.io/v1',
  annotations: filler === '' ? {} : { 'firstlight.dev/filler': filler },
  labels: {},
  rules: [{ host }],
  tls: [],
  addresses: [],
});

export const namespace = (name: string): Namespace => ({
  kind: '/Namespace',
  form: 'full',
  key: `/${name}`,
  apiVersion: 'v1',
  annotations: {},
  labels: {},
});

/** A source whose sink the test speaks into. */
export class HandSource implements ObjectSource {
  readonly kinds: readonly KindId[];
  sink: ObjectSink | undefined;
  paused = false;
  constructor(kinds: readonly KindId[] = [ingressKind, namespaceKind]) {
    this.kinds = kinds;
  }
  get told(): ObjectSink {
    if (this.sink === undefined) throw new Error('not started');
    return this.sink;
  }
  start(sink: ObjectSink): void {
    this.sink = sink;
  }
  async stop(): Promise<void> {}
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
}

export interface Stage {
  readonly source: HandSource;
  readonly scheduler: VirtualScheduler;
  readonly forwarder: Forwarder;
  readonly reports: Report[];
}

export function stage(bus: Bus, options: Partial<ForwarderOptions> & { seed?: number } = {}): Stage {
  const source = new HandSource();
  const scheduler = virtualScheduler();
  const reports: Report[] = [];
  const forwarder = createForwarder({
    cluster: 'demo',
    source,
    bus,
    scheduler,
    random: seededRandom(options.seed ?? 1),
    epoch: formatEpoch(scheduler.now(), 'abcd'),
    report: (report) => void reports.push(report),
    ...options,
  });
  forwarder.start();
  return { source, scheduler, forwarder, reports };
}
