import { expect, it } from 'vitest';
import { planLane } from '../../../../functions/certificates/plan/plan.ts';
import { balancer, certificate, certificateArn, dayMs, demand, hostEdge, laneState, nowMs } from './lanes.ts';

const host = 'app.example.com';
const renewalBlocked = { reason: 'RenewalBlocked', message: 'it was imported' } as const;
const ending = { ours: false, type: 'IMPORTED', notAfterMs: nowMs + 20 * dayMs } as const;
const own = certificate('own', ['*.example.com']);
const edges = [hostEdge({ reuse: 'any' })];
const demands = [demand(host)];

it.each([
  ['comes before one of ours that is no better', {}, 'theirs'],
  ['comes after one of ours once nobody renews it', { renewalBlocked }, 'own'],
])("somebody else's that has the very name %s", (_, more, chosen) => {
  const theirs = certificate('theirs', [host], { ...ending, ...more });
  const { verdicts } = planLane(laneState({ edges, demands, certificates: [own, theirs] }));
  expect(verdicts.map((one) => one.certificate)).toEqual([certificateArn(chosen)]);
});

it("somebody else's that nobody renews serves where there is no other, and is told with its days", () => {
  const theirs = certificate('theirs', [host], { ...ending, renewalBlocked });
  const loadBalancers = [balancer([theirs.arn])];
  const { verdicts, changes } = planLane(laneState({ edges, demands, loadBalancers, certificates: [theirs] }));
  expect(changes).toEqual([]);
  expect(verdicts.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['True RenewalBlocked']);
  expect(verdicts[0]?.message).toContain('(20 days left); it was imported');
});

it.each([
  ['has the name', host, 'RenewalBlocked'],
  ['has another name', 'b.example.com', 'Attached'],
])('an entry of somebody else beside ours that nobody renews is told to a host if it %s', (_, name, reason) => {
  const theirs = certificate('theirs', [name], { ...ending, renewalBlocked });
  const loadBalancers = [balancer([own.arn, theirs.arn])];
  const { verdicts } = planLane(laneState({ edges, demands, loadBalancers, certificates: [own, theirs] }));
  expect(verdicts.map((one) => `${one.status} ${one.reason}`)).toEqual([`True ${reason}`]);
  if (name !== host) return;
  expect(verdicts[0]?.message).toContain(`${theirs.arn}, which somebody else put on the listener`);
  expect(verdicts[0]?.message).toContain('(20 days left)');
});

it.each([
  ['has ended', { status: 'EXPIRED', notAfterMs: nowMs - dayMs }, 'True RenewalBlocked', 'although it has ended'],
  ['ends now', { notAfterMs: nowMs }, 'True RenewalBlocked', 'although it has ended'],
  ['was revoked', { status: 'REVOKED' }, 'True RenewalBlocked', 'although it is revoked'],
  ['has ended, for another name', { status: 'EXPIRED', names: ['b.example.com'] }, 'True Attached', 'own serves it'],
] as const)('an entry of somebody else beside ours that %s', (_, more, said, words) => {
  const theirs = certificate('theirs', [host], { ...ending, ...more });
  const loadBalancers = [balancer([own.arn, theirs.arn])];
  const { verdicts } = planLane(laneState({ edges, demands, loadBalancers, certificates: [own, theirs] }));
  expect(verdicts.map(({ status, reason }) => `${status} ${reason}`)).toEqual([said]);
  expect(verdicts[0]?.message).toContain(words);
});

it.each([
  ['ends within a week', { notAfterMs: nowMs + dayMs }, 'ends within a week, or has not begun'],
  ['is of a private authority', { type: 'PRIVATE' }, 'is of a private authority'],
  ['was never issued', { status: 'VALIDATION_TIMED_OUT' }, 'is validation timed out'],
] as const)('one that the object names and that %s is refused with why', (_, more, words) => {
  const named = certificate('named', [host], more);
  const { verdicts } = planLane(
    laneState({ edges, demands: [demand(host, { certificateArn: named.arn })], certificates: [named] }),
  );
  expect(verdicts[0]).toMatchObject({ status: 'False', reason: 'CertificateFailed' });
  expect(verdicts[0]?.message).toContain(`which the object names, ${words}; name one`);
});
