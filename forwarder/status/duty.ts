import * as z from 'zod';
import type { Scheduler } from '#shared/domain/clock.ts';
import { isKindId, kindIdOf } from '#shared/domain/kinds.ts';
import type { KubernetesApi } from '../kubernetes/api.ts';
import type { Term } from '../process/term.ts';
import { StatusKeeper } from './keeper.ts';
import type { SourceRef } from './plan/desired.ts';
import type { KnownObject, StatusBucket } from './ports.ts';

export interface StatusDutyOptions {
  readonly cluster: string;
  readonly bucket: StatusBucket;
  readonly api: KubernetesApi;
  readonly scheduler: Scheduler;
  readonly identity: string;
  /** Services, `namespace/name`, that may be annotated. */
  readonly annotateServices: readonly string[];
  say(text: string): void;
}

/** What the leader does with the status of its cluster, for as long as it leads. */
export function statusDuty({ identity, annotateServices, say, ...options }: StatusDutyOptions) {
  return ({ forwarder }: Pick<Term, 'forwarder'>): StatusKeeper =>
    new StatusKeeper({
      ...options,
      annotateServices: new Set(annotateServices),
      instance: identity,
      objects: { find: (source) => regardedIn(forwarder, source) },
      report: ({ what, message }) => say(what === 'over' ? `no longer: ${message}` : message),
    });
}

const Projected = z.object({
  apiVersion: z.string(),
  uid: z.string(),
  annotations: z.record(z.string(), z.string()).default({}),
});

/** Objects are known here as they were last projected; those of manifests have no uid. */
function regardedIn({ find }: Pick<Term['forwarder'], 'find'>, source: SourceRef): KnownObject | undefined {
  const kind = kindIdOf(source.apiGroup, source.kind);
  const text = isKindId(kind) ? find(kind, `${source.namespace}/${source.name}`) : undefined;
  return text === undefined ? undefined : Projected.safeParse(JSON.parse(text)).data;
}
