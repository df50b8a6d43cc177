import { expect, it } from 'vitest';
import { ailmentsOf } from '../../../../functions/certificates/plan/ailments.ts';
import type { LaneState } from '../../../../functions/certificates/plan/lane-state.ts';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { balancer, certificate, certificateArn, demand, hostEdge, laneState } from './lanes.ts';

const none = { nearlyFull: 0, renewalBlocked: 0, failed: 0, quotaReached: 0 };
const host = 'a.example.com';
const hindered = (reason: 'CertificateTimedOut' | 'WaitingForZone' | 'BudgetUsed'): Partial<LaneState> => ({
  edges: [hostEdge()],
  demands: [demand(host)],
  hindrances: new Map([[host, { reason, message: 'no' }]]),
});
const entries = (count: number) => Array.from({ length: count }, (_, index) => certificateArn(`x${index}`));
const blocked = certificate('served', [host], {
  renewalBlocked: { reason: 'RenewalBlocked', message: 'its CNAME is gone' },
});

it.each<[string, Partial<LaneState>, Partial<typeof none>]>([
  ['an empty lane', {}, {}],
  ['a place for one more', { loadBalancers: [balancer(entries(23))] }, {}],
  ['only the spare place', { loadBalancers: [balancer(entries(24))] }, { nearlyFull: 1 }],
  ['no place', { loadBalancers: [balancer(entries(25)), balancer([], { arn: 'b', most: 1 })] }, { nearlyFull: 2 }],
  ['a host in vain', hindered('CertificateTimedOut'), { failed: 1 }],
  ['a quota', hindered('BudgetUsed'), { quotaReached: 1 }],
  ['a host that its owner can help', hindered('WaitingForZone'), {}],
  [
    'a renewal that will not come',
    { edges: [hostEdge()], demands: [demand(host)], certificates: [blocked], loadBalancers: [balancer([blocked.arn])] },
    { renewalBlocked: 1 },
  ],
])('counts of %s what needs a person', (_name, state, counts) => {
  const whole = laneState(state);
  expect(ailmentsOf(whole, planLane(whole))).toEqual({ ...none, ...counts });
});
