import { AsyncLocalStorage } from 'node:async_hooks';
import { Acm } from '#local/cloud/acm/acm.ts';
import { faultAnswers as acmFaults } from '#local/cloud/acm/answer.ts';
import { faultAnswers as elbFaults } from '#local/cloud/elbv2/answer.ts';
import { Elbv2 } from '#local/cloud/elbv2/elbv2.ts';
import type { Fault } from '#local/cloud/model-options.ts';
import { brokenConnection, type FaultAnswers } from '#local/cloud/route53/faults.ts';
import { AcmCertificates } from '#shared/adapters/acm.ts';
import { ElasticLoadBalancers } from '#shared/adapters/elbv2.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { CertificateAuthority, LoadBalancers, PublicDns } from '../../../functions/certificates/ports.ts';
import { inProcess } from '../../functions/dns/in-process.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';
import { balancerOf, certificatesOnOne, foreign, foreignEntry, place } from './balancers.ts';
import type { Zones } from './zones.ts';

/** A request of Firstlight that ACM or Elastic Load Balancing took or refused by itself, whatever was answered. */
export interface TlsCall {
  readonly action: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
  readonly by: Process;
  readonly nowMs: number;
}

/** ACM and Elastic Load Balancing of the world: the strict models behind the real adapters. */
export interface Tls {
  readonly acm: Acm;
  readonly elbv2: Elbv2;
  authorityOf(process: Process): CertificateAuthority;
  loadBalancersOf(process: Process): LoadBalancers;
  publicDnsOf(process: Process): PublicDns;
  onCall(listener: (call: TlsCall) => void): void;
}

/** More than a story replaces. */
const generations = 12;

export function createTls(engine: Engine, zones: Zones, all: Configuration['zones']): Tls {
  const { scheduler, faults, trace } = engine;
  const asking = new AsyncLocalStorage<Process>();
  const listeners: ((call: TlsCall) => void)[] = [];
  const publicZones = all.filter(({ view }) => view === 'public');
  const cnames = (name: string): readonly string[] =>
    publicZones
      .flatMap(({ id }) => zones.recordSets(id))
      .filter(({ Name, Type }) => Type === 'CNAME' && plain(Name) === plain(name))
      .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => Value));
  const faulted = new Set<object>();
  const draw =
    (service: 'acm' | 'elb', answers: FaultAnswers) =>
    (request: object): Fault => {
      if (asking.getStore() === undefined) return undefined;
      const fault = faults.hit(`${service}.throttled`)
        ? answers.throttled
        : faults.hit(`${service}.error`)
          ? answers.unavailable
          : undefined;
      if (fault !== undefined) faulted.add(request);
      return fault ?? (faults.hit(`${service}.answerLost`) ? { after: brokenConnection } : undefined);
    };
  /** An answer that is lost is told as if all were well: it was done. */
  const told = ({ action, request, response }: Handled): void => {
    const by = asking.getStore();
    if (by === undefined || faulted.delete(request)) return;
    const status = response.status === 0 ? 200 : response.status;
    const call = { action, body: request.body, status, answer: response.body, by, nowMs: scheduler.now() };
    if (isChange(action)) trace.note(by.name, `${action} ${request.body.slice(0, 300)} ${response.status}`);
    for (const listener of listeners) listener(call);
  };
  const callers = { callerOf: () => ({ account: place.account, arn: `arn:aws:iam::${place.account}:root` }) };
  const acm: Acm = new Acm({
    names: { resolve: (name, type) => (type === 'CNAME' ? cnames(name) : []) },
    users: { usersOf: (arn, nowMs, as) => elbv2.usersOf(arn, nowMs, as) },
    certificates: foreign,
    callers,
    faults: draw('acm', acmFaults),
    onRequest: told,
  });
  const elbv2 = new Elbv2({
    loadBalancers: ['blue', 'green'].flatMap((cluster) =>
      Array.from({ length: generations }, (_, index) => balancerOf(cluster, index + 1)),
    ),
    certificates: acm,
    limits: { certificatesPerApplicationLoadBalancer: certificatesOnOne },
    callers,
    faults: draw('elb', elbFaults),
    onRequest: told,
  });
  const deadline = () => new AbortController().signal;
  const options = {
    region: place.region,
    credentials: { accessKeyId: 'simulation', secretAccessKey: 'simulation' },
    deadline,
  };
  const authority = new AcmCertificates({ ...options, requestHandler: inProcess(acm, () => scheduler.now()) });
  const balancers = new ElasticLoadBalancers({ ...options, requestHandler: inProcess(elbv2, () => scheduler.now()) });
  const ask = <Answer>(process: Process, what: string, run: () => Promise<Answer>): Promise<Answer> =>
    process.call(what, () => asking.run(process, () => engine.real(run)));
  for (const one of elbv2.loadBalancers()) {
    const listener = one.listeners.find(({ port }) => port === 443);
    listener?.attachments.push({ certificate: foreignEntry, sinceMs: scheduler.now() - 1 });
  }
  return {
    ...{ acm, elbv2 },
    authorityOf: (process) => ({
      list: (from) => ask(process, 'acm.list', () => authority.list(from)),
      describe: (arn) => ask(process, 'acm.describe', () => authority.describe(arn)),
      tags: (arn) => ask(process, 'acm.tags', () => authority.tags(arn)),
      request: (wish) => ask(process, 'acm.request', () => authority.request(wish)),
      delete: (arn) => ask(process, 'acm.delete', () => authority.delete(arn)),
    }),
    loadBalancersOf: (process) => ({
      describe: (arns) => ask(process, 'elb.describe', () => balancers.describe(arns)),
      listeners: (arn) => ask(process, 'elb.listeners', () => balancers.listeners(arn)),
      certificates: (arn) => ask(process, 'elb.certificates', () => balancers.certificates(arn)),
      add: (...call) => ask(process, 'elb.add', () => balancers.add(...call)),
      remove: (...call) => ask(process, 'elb.remove', () => balancers.remove(...call)),
    }),
    publicDnsOf: (process) => ({
      caa: () => process.call('dns.caa', async () => []),
      cname: (name) => process.call('dns.cname', async () => cnames(name).map(plain)[0]),
      addresses: () => process.call('dns.addresses', async () => []),
      nameServers: (name) =>
        process.call('dns.nameServers', async () => {
          const zone = publicZones.find((one) => one.name === name);
          return zone === undefined || !isLed(zones, publicZones, zone) ? [] : serversOf(zones, zone);
        }),
    }),
    onCall: (listener) => void listeners.push(listener),
  };
}

interface Handled {
  readonly action: string;
  readonly request: { readonly body: string };
  readonly response: { readonly status: number; readonly body: string };
}

const isChange = (action: string): boolean => !/^(List|Describe)/.test(action);

/** A zone beneath another one is led to by that. */
function isLed(zones: Zones, all: Configuration['zones'], zone: Configuration['zones'][number]): boolean {
  const parent = all.find(({ name }) => name !== zone.name && zone.name.endsWith(`.${name}`));
  if (parent === undefined) return true;
  return zones.recordSets(parent.id).some(({ Name, Type }) => Type === 'NS' && plain(Name) === zone.name);
}

const serversOf = (zones: Zones, { id, name }: Configuration['zones'][number]): readonly string[] =>
  zones
    .recordSets(id)
    .filter(({ Name, Type }) => Type === 'NS' && plain(Name) === name)
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => plain(Value)));

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
