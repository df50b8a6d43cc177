import type { Configuration } from '#shared/domain/configuration.ts';
import { accountOfZone } from '#shared/domain/zone-account.ts';
import { Acm } from '../cloud/acm/acm.ts';
import type { StoredCertificate } from '../cloud/acm/certificate.ts';
import { isForAcm } from '../cloud/acm/operations.ts';
import type { CertificateAvailable } from '../cloud/acm/options.ts';
import { publicNames } from '../cloud/dns/public-names.ts';
import { Elbv2 } from '../cloud/elbv2/elbv2.ts';
import { isForElbv2 } from '../cloud/elbv2/operations.ts';
import { chooseCertificate } from '../cloud/elbv2/sni.ts';
import type { Handle } from '../cloud/route53/faults.ts';
import { Route53 } from '../cloud/route53/route53.ts';
import { S3 } from '../cloud/s3/s3.ts';
import type { Sts } from '../cloud/sts/sts.ts';
import { openAccounts } from './accounts.ts';
import type { StoredModels } from './data-directory.ts';
import { localLoadBalancers } from './local-load-balancers.ts';
import { refusing } from './refusing.ts';
import { readSeeds } from './seed-zones.ts';
import { openUptime, type Uptime } from './uptime.ts';
import { answerSlack, isForSlack, openWorkspace, type ShownMessage, shownMessages } from './workspace.ts';

export interface ModelOptions {
  readonly configuration: Configuration;
  readonly seedZones: readonly string[];
  readonly stored?: StoredModels;
  readonly nowMs: number;
}

/** The far sides, each a state machine; `handle` is all of them behind one address. */
export interface Models {
  readonly route53: Route53;
  readonly handle: Handle;
  /** Which certificate a listener shows to a client that asks for a server name; '' where it asks for none. */
  shown(listenerArn: string, serverName: string, nowMs: number): StoredCertificate | undefined;
  /** Lets ACM see what public DNS shows by now; what has become available since it was last asked. */
  issue(nowMs: number): readonly CertificateAvailable[];
  calls(): Readonly<Record<'route53' | 'acm' | 'elbv2', Readonly<Record<string, number>>>>;
  /** The accounts that watch from outside. */
  readonly uptime: Uptime;
  /** What people were told. */
  messages(): readonly ShownMessage[];
}

export const statusBucket = 'firstlight-status';

/** @throws UsageError for a seed, or for something kept, that cannot be used */
export function openModels(options: ModelOptions): Models {
  const accounts = openAccounts(options.configuration);
  const route53 = openRoute53(options, accounts);
  const { acm, elbv2, available } = openTls(options, { accounts, route53 });
  const s3 = new S3({ bucket: statusBucket });
  const slack = openWorkspace(options.configuration, options.stored?.slack);
  const uptime = openUptime(options.configuration, options.stored?.uptimerobot);
  return {
    route53,
    uptime,
    handle: (request, nowMs) => {
      if (request.path.startsWith(`/${statusBucket}/`)) return s3.handle(request, nowMs);
      if (uptime.handles(request)) return uptime.handle(request, nowMs);
      if (isForSlack(request)) return answerSlack(slack, request, nowMs);
      if (request.path !== '/') return route53.handle(request, nowMs);
      if (isForAcm(request.headers)) return acm.handle(request, nowMs);
      return (isForElbv2(request.body) ? elbv2 : accounts).handle(request, nowMs);
    },
    shown(listenerArn, serverName, nowMs) {
      const { first, listed = [] } = elbv2.shownBy(listenerArn, nowMs) ?? {};
      const known = (arn: string): StoredCertificate[] => [acm.certificate(arn, nowMs) ?? []].flat();
      const [otherwise] = first === undefined ? [] : known(first);
      const chosen = chooseCertificate(listed.flatMap(known), otherwise, serverName);
      return chosen === undefined ? undefined : acm.certificate(chosen.arn, nowMs);
    },
    issue(nowMs) {
      acm.certificates(nowMs);
      return available.splice(0);
    },
    messages: () => shownMessages(slack),
    calls: () => ({ route53: { ...route53.calls() }, acm: { ...acm.calls() }, elbv2: { ...elbv2.calls() } }),
  };
}

function openRoute53({ configuration, seedZones, stored }: ModelOptions, callers: Sts): Route53 {
  const seeds = readSeeds(seedZones, configuration);
  const zones = configuration.zones.map(({ id, name, view, ...access }) => ({
    id,
    name,
    account: accountOfZone(access, configuration),
    private: view === 'private',
    records: seeds.filter((seed) => seed.zone === name && seed.view === view).flatMap(({ records }) => records),
  }));
  const model: Route53 = refusing(
    `--seed-zone ${seedZones.join(', ')}`,
    () =>
      new Route53({
        zones,
        callers,
        // Before the answer goes out: what was answered is never lost, even if the process is killed.
        onRequest: ({ action, response }) => {
          if (action === 'ChangeResourceRecordSets' && response.status === 200) keep();
        },
      }),
  );
  const keep = (): void => stored?.route53.write(JSON.stringify(model.snapshot()));
  const before = stored?.route53.read();
  if (before !== undefined) refusing('--data: route53.json', () => model.restore(JSON.parse(before)));
  keep();
  return model;
}

interface Around {
  readonly accounts: Sts;
  readonly route53: Route53;
}

function openTls({ configuration, stored, nowMs }: ModelOptions, { accounts: callers, route53 }: Around) {
  const { loadBalancers, certificates } = localLoadBalancers(configuration, nowMs);
  const available: CertificateAvailable[] = [];
  const acm: Acm = new Acm({
    names: publicNames((atMs) => route53.answeredZones(atMs)),
    users: { usersOf: (arn, atMs, as) => elbv2.usersOf(arn, atMs, as) },
    certificates,
    callers,
    onRequest: ({ action, response }) => {
      if (!reads.test(action) && response.status === 200) keepAcm();
    },
    onAvailable: (event) => {
      available.push(event);
      keepAcm();
    },
  });
  const elbv2: Elbv2 = new Elbv2({
    loadBalancers,
    certificates: acm,
    callers,
    onRequest: ({ action, response }) => {
      if (!reads.test(action) && response.status === 200) keepElbv2();
    },
  });
  const keepAcm = (): void => stored?.acm.write(JSON.stringify(acm.snapshot()));
  const keepElbv2 = (): void => stored?.elbv2.write(JSON.stringify(elbv2.snapshot()));
  const [acmBefore, elbv2Before] = [stored?.acm.read(), stored?.elbv2.read()];
  if (acmBefore !== undefined) refusing('--data: acm.json', () => acm.restore(JSON.parse(acmBefore)));
  if (elbv2Before !== undefined) refusing('--data: elbv2.json', () => elbv2.restore(JSON.parse(elbv2Before)));
  keepAcm();
  keepElbv2();
  return { acm, elbv2, available };
}

const reads = /^(Describe|List|unknown)/;
