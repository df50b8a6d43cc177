import type { SandboxDocument } from '../../local/start/document.ts';
import type { ConditionEntry, SiteEntry } from '../../shared/overview/document.ts';

export const documentOf = (over: Partial<SandboxDocument> = {}): SandboxDocument => ({
  sites: [],
  refused: [],
  skipped: [],
  releases: [],
  certificates: [],
  monitors: [],
  holds: [],
  notices: [],
  messages: [],
  calls: { route53: {}, acm: {}, elbv2: {} },
  ...over,
});

interface SiteWords extends Partial<SiteEntry> {
  readonly target?: boolean;
  readonly observing?: boolean;
}

/** A site of the demo cluster, ready with one alias unless said otherwise. */
export function siteOf({ target = true, observing = false, ...over }: SiteWords = {}): SiteEntry {
  const ready = over.ready ?? (target && !observing);
  const accepted: ConditionEntry = target
    ? { type: 'Accepted', status: 'True', reason: 'Accepted', message: '' }
    : { type: 'Accepted', status: 'False', reason: 'NoAddress', message: 'its load balancer has no address yet' };
  const dns: ConditionEntry = ready
    ? { type: 'DnsReady', status: 'True', reason: 'InSync', message: '' }
    : { type: 'DnsReady', status: 'Unknown', reason: observing ? 'Observing' : 'ChangePending', message: 'on its way' };
  const alias = { dnsName: 'lb.example.net', hostedZoneId: 'Z1', evaluateTargetHealth: true };
  return {
    host: 'app.example.com',
    view: 'public',
    setIdentifier: '',
    source: 'Ingress/shop/app',
    cluster: 'demo',
    edge: 'public',
    ready,
    conditions: [accepted, dns],
    records: ready ? [{ zone: 'example.com', name: 'app.example.com', type: 'A', alias }] : [],
    ...over,
  };
}
