import type { EdgeCertificates } from '#shared/domain/edge-certificates.ts';
import type {
  Demand,
  EdgeState,
  KnownCertificate,
  LaneState,
  LoadBalancerState,
} from '../../../../functions/certificates/plan/lane-state.ts';

export const nowMs = Date.UTC(2026, 10, 21);
export const dayMs = 86_400_000;
export const balancerArn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/${name}/1`;
export const listenerArn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/${name}/1/2`;
export const certificateArn = (name: string) => `arn:aws:acm:eu-central-1:111122223333:certificate/${name}`;

export const settings: EdgeCertificates = {
  mode: 'acm',
  names: 'wildcard',
  keyAlgorithm: 'RSA_2048',
  reuse: [],
  most: 25,
  perNamespaceAndYear: 50,
  keepUnusedDays: 30,
};

export const edge = (other: Partial<EdgeState> = {}): EdgeState => ({
  name: 'public',
  settings,
  domains: ['example.com'],
  loadBalancer: balancerArn('public'),
  ...other,
});

export const hostEdge = (other: Partial<EdgeCertificates> = {}): EdgeState =>
  edge({ settings: { ...settings, names: 'host', ...other } });

export const balancer = (
  entries: readonly string[] = [],
  other: Partial<LoadBalancerState> = {},
): LoadBalancerState => ({
  arn: balancerArn('public'),
  countsDefault: false,
  most: 25,
  keepsAll: false,
  listeners: [{ arn: listenerArn('public'), entries: entries.map((certificate) => ({ certificate })) }],
  ...other,
});

export const demand = (host: string, other: Partial<Demand> = {}): Demand => ({
  host,
  edge: 'public',
  namespace: 'demo/shop',
  sinceMs: nowMs - dayMs,
  ...other,
});

export const certificate = (
  name: string,
  names: readonly string[],
  other: Partial<KnownCertificate> = {},
): KnownCertificate => ({
  arn: certificateArn(name),
  names,
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA_2048',
  createdMs: nowMs - 30 * dayMs,
  notBeforeMs: nowMs - 30 * dayMs,
  notAfterMs: nowMs + 168 * dayMs,
  inUseBy: [],
  validations: names.map((domain) => ({ domain, status: 'SUCCESS' })),
  ours: true,
  ...other,
});

export const laneState = (other: Partial<LaneState> = {}): LaneState => ({
  nowMs,
  edges: [edge()],
  loadBalancers: [balancer()],
  demands: [],
  certificates: [],
  requests: [],
  zones: [],
  hindrances: new Map(),
  troubles: new Map(),
  mayRemove: true,
  unsettled: { isOpen: false, hosts: new Set() },
  ...other,
});
