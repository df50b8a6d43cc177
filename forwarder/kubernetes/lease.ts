import type { KubernetesApi } from './api.ts';
import { type Holding, type LeasePlace, type LeaseRecord, readLease, writeLease } from './lease-record.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import { parse } from './watch-event.ts';

/** The Lease that replicas of a forwarder contend for, each write conditional on what was read. */
export interface Lease {
  /** Undefined when there is none. @throws LeaseRefusedError, RetryableError */
  read(): Promise<LeaseRecord | undefined>;
  /** Undefined when somebody was faster. @throws LeaseRefusedError, RetryableError */
  write(before: LeaseRecord | undefined, holding: Holding): Promise<LeaseRecord | undefined>;
}

/** The API server did not do it; the message says what to do. */
export class LeaseRefusedError extends Error {
  override readonly name = 'LeaseRefusedError';
}

/** Sooner than the time in which a holder must have renewed it. */
const deadlineMs = 4_000;

export function leaseAt(api: KubernetesApi, place: LeasePlace): Lease {
  const all = `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(place.namespace)}/leases`;
  const one = `${all}/${encodeURIComponent(place.name)}`;
  return {
    async read() {
      const answer = await api.send({ method: 'GET', path: one, deadlineMs });
      if (answer.status === 200) return readLease(parse(await answer.text()));
      const refusal = await readRefusal(answer);
      if (refusal.what === 'absent') return undefined;
      throw refused('get', place, refusal);
    },
    async write(before, holding) {
      const body = writeLease(before, place, holding);
      const request =
        before === undefined ? ({ method: 'POST', path: all } as const) : ({ method: 'PUT', path: one } as const);
      const answer = await api.send({ ...request, body, deadlineMs });
      if (answer.status === 200 || answer.status === 201) return readLease(parse(await answer.text()));
      const refusal = await readRefusal(answer);
      if (refusal.status === 409 || (before !== undefined && refusal.what === 'absent')) return undefined;
      throw refused(before === undefined ? 'create' : 'update', place, refusal);
    },
  };
}

function refused(verb: string, { namespace, name }: LeasePlace, { what, status, message }: Refusal): LeaseRefusedError {
  const lease = `Lease ${name} in namespace ${namespace}`;
  if (status === 401)
    return new LeaseRefusedError(
      `cannot ${verb} ${lease}: the API server does not accept the credentials (${message})`,
    );
  if (what === 'forbidden')
    return new LeaseRefusedError(
      `may not ${verb} ${lease}: give it get, create and update on leases there (${message})`,
    );
  if (what === 'absent')
    return new LeaseRefusedError(`cannot ${verb} ${lease}: is there such a namespace? (${message})`);
  return new LeaseRefusedError(`cannot ${verb} ${lease}: ${status} ${message}`);
}
