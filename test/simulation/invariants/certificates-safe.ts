import { listedAt } from '#local/cloud/elbv2/load-balancer.ts';
import type { Edge } from '#shared/domain/configuration.ts';
import { type SiteRow, sitePrefix } from '#shared/rows/site-rows.ts';
import { coverOf } from '../../../functions/certificates/plan/cover.ts';
import { certificatesOnOne } from '../world/balancers.ts';
import type { Tls, TlsCall } from '../world/tls.ts';
import type { Invariant } from './invariant.ts';
import type { Mirror } from './mirror.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Clocks of functions differ from the world's. */
const skewMs = 5_000;

/** A certificate for these names is made once a day, whatever gets lost, unless ACM refused it. */
const requestedOnce: Invariant = {
  name: 'no certificate is requested twice in a day',
  watch({ tls }, { violated }) {
    tls.onCall(({ action, nowMs, by }) => {
      if (action !== 'RequestCertificate') return;
      const made = tls.acm
        .certificates(nowMs)
        .filter(
          ({ type, status, createdAtMs }) => type !== 'IMPORTED' && status !== 'FAILED' && createdAtMs > nowMs - dayMs,
        );
      const texts = made.map(({ names }) => [...names].sort().join(' '));
      const twice = texts.find((text, index) => texts.indexOf(text) !== index);
      if (twice !== undefined) violated(`${by.name} requested another certificate for ${twice}`);
    });
  },
};

/** What a load balancer or ACM would refuse is not even asked for. */
const limitsPlanned: Invariant = {
  name: 'no quota of certificates is run into',
  watch({ tls }, { violated }) {
    tls.onCall(({ by, answer }) => {
      if (answer.includes('TooManyCertificates'))
        violated(`${by.name} wanted more than ${certificatesOnOne} certificates`);
    });
  },
};

/** Only what carries our tag is taken off a listener or deleted, and no default. */
const foreignStays: Invariant = {
  name: 'no certificate of others is touched',
  watch({ tls }, { violated }) {
    tls.onCall((call) => {
      const arn = changedBy(call);
      if (arn === undefined) return;
      const known = tls.acm.certificate(arn, call.nowMs);
      const isOurs = known === undefined || Object.keys(known.tags).includes('firstlight:installation');
      if (!isOurs) violated(`${call.by.name} asked for ${call.action} of ${arn}, which is not ours`);
    });
  },
};

/** A host that is wanted is not taken off unless something has served it beside for an hour. */
const servedStays: Invariant = {
  name: 'what is served stays served',
  watch({ tls, store }, { violated, mirror }) {
    const wantedMs = new Map<string, number>();
    let seen: readonly SiteRow[] = [];
    store.onCommit(({ actions, nowMs }) => {
      if (!actions.some(({ key }) => key.sk.startsWith(sitePrefix))) return;
      const live = mirror.allSites.filter(({ state }) => state === 'live');
      for (const site of [...seen, ...live]) wantedMs.set(site.host, nowMs);
      seen = live;
    });
    store.onNewLife(() => {
      wantedMs.clear();
      seen = [];
    });
    tls.onCall((call) => {
      const arn = call.action === 'RemoveListenerCertificates' ? changedBy(call) : undefined;
      const listener = arn === undefined ? undefined : new URLSearchParams(call.body).get('ListenerArn');
      if (arn === undefined || listener === null || listener === undefined) return;
      const names = tls.acm.certificate(arn, call.nowMs)?.names ?? [];
      for (const site of seen) wantedMs.set(site.host, call.nowMs);
      for (const [host, lastMs] of wantedMs) {
        const isHere = mirror.allSites.some((site) => site.host === host && isServedBy(mirror, site, listener));
        const isWanted = isHere && lastMs > call.nowMs - hourMs + skewMs;
        if (!isWanted || coverOf(names, host) === undefined || isSoaked(tls, { listener, host, nowMs: call.nowMs }))
          continue;
        violated(`${call.by.name} took ${names.join(' ')} off, which ${host} was served by within the hour`);
      }
    });
  },
};

interface Served {
  readonly listener: string;
  readonly host: string;
  readonly nowMs: number;
}

/** Another certificate for the host has been there for an hour. */
function isSoaked({ acm, elbv2 }: Tls, { listener, host, nowMs }: Served): boolean {
  const found = elbv2
    .loadBalancers()
    .flatMap(({ listeners }) => listeners)
    .find(({ arn }) => arn === listener);
  if (found === undefined) return true;
  return listedAt(found, nowMs - hourMs + skewMs).some((arn) => {
    const isThere = listedAt(found, nowMs).includes(arn);
    return isThere && coverOf(acm.certificate(arn, nowMs)?.names ?? [], host) !== undefined;
  });
}

function isServedBy({ configuration }: Mirror, site: SiteRow, listener: string): boolean {
  const edge = configuration?.document.edges.find(({ name }) => name === site.wish.edge);
  return site.wish.tls === undefined && edge !== undefined && isOn(edge, listener);
}

export const isOn = ({ loadBalancer, certificates }: Edge, listener: string): boolean =>
  certificates.mode === 'acm' &&
  'use' in loadBalancer &&
  loadBalancer.use.arn !== undefined &&
  listener.startsWith(loadBalancer.use.arn.replace(':loadbalancer/', ':listener/'));

/** The certificate that a call took off or deleted. */
export function changedBy({ action, body, status }: TlsCall): string | undefined {
  if (status >= 400) return undefined;
  if (action === 'RemoveListenerCertificates') {
    return new URLSearchParams(body).get('Certificates.member.1.CertificateArn') ?? undefined;
  }
  return action === 'DeleteCertificate' ? /"CertificateArn":"([^"]+)"/.exec(body)?.[1] : undefined;
}

export const certificatesSafe: readonly Invariant[] = [requestedOnce, limitsPlanned, foreignStays, servedStays];
