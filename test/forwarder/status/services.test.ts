import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServiceStatus } from '../../../shared/events/status.ts';
import { keeperWorld } from './world.ts';

const annotation = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';
const service = 'traefik/traefik';
const arn = (id: string): string => `arn:aws:acm:eu-central-1:123456789012:certificate/${id}`;
const named = (ids: readonly string[], key = service): ServiceStatus => ({
  of: 'service',
  source: { apiGroup: '', kind: 'Service', key },
  certificates: ids.map(arn),
});

let world: ReturnType<typeof keeperWorld>;
beforeEach(() => {
  world = keeperWorld();
  world.services.write(service, 'helm', { 'example.com/team': 'platform' });
  world.services.allowed.add(service);
});
afterEach(() => world.close());
const shown = (key = service) => world.services.find(key)?.annotations[annotation];
const troubles = () => world.reports.filter(({ what }) => what === 'trouble').map(({ message }) => message);

it('names the certificates of its load balancer on a Service, the default first, and touches nothing else of it', async () => {
  await world.say([named(['b', 'a'])]);
  await world.pass(10);
  expect(world.services.find(service)?.annotations).toEqual({
    'example.com/team': 'platform',
    [annotation]: `${arn('b')},${arn('a')}`,
  });
  expect(world.services.managers(service, annotation)).toEqual(['firstlight']);
  expect(troubles()).toEqual([]);
});

it('follows the hub, and writes it again when somebody takes it out', async () => {
  await world.say([named(['a'])]);
  await world.pass(10);
  await world.say([named(['a', 'b'])]);
  await world.pass(10);
  expect(shown()).toBe(`${arn('a')},${arn('b')}`);
  world.services.removeAnnotation(service, annotation);
  await world.pass(70);
  expect(shown()).toBe(`${arn('a')},${arn('b')}`);
});

it('asks nothing of the cluster while it stands', async () => {
  await world.say([named(['a'])]);
  await world.pass(10);
  world.services.calls.length = 0;
  await world.pass(600);
  expect(world.services.calls).toEqual([]);
});

it('leaves what it wrote when nothing is said any more: a listener would lose its TLS', async () => {
  await world.say([named(['a'])]);
  await world.pass(10);
  await world.say([]);
  await world.pass(600);
  expect(shown()).toBe(arn('a'));
});

it('leaves what somebody else wrote, says who on the Service, and takes over once that is taken out', async () => {
  world.services.write(service, 'helm', { [annotation]: arn('hand') });
  await world.say([named(['a'])]);
  await world.pass(10);
  expect(shown()).toBe(arn('hand'));
  expect(troubles()).toEqual([expect.stringMatching(/^Service traefik\/traefik: .*conflict with "helm"/)]);
  expect(world.events()).toEqual([
    expect.objectContaining({ reason: 'AnnotationTaken', note: expect.stringContaining('take the annotation out') }),
  ]);
  world.services.removeAnnotation(service, annotation);
  await world.pass(310);
  expect(shown()).toBe(arn('a'));
  expect(world.reports.at(-1)).toMatchObject({ what: 'over' });
});

it('does not own what somebody else wrote just so', async () => {
  world.services.write(service, 'helm', { [annotation]: arn('a') });
  await world.say([named(['a'])]);
  await world.pass(600);
  expect(world.services.managers(service, annotation)).toEqual(['helm']);
});

it('writes on no Service that whoever runs the cluster did not name, and says how to', async () => {
  world.services.write('shop/web', 'kubectl', {});
  world.services.allowed.add('shop/web');
  await world.say([named(['a'], 'shop/web')]);
  await world.pass(60);
  expect(shown('shop/web')).toBeUndefined();
  expect(troubles()).toEqual([expect.stringContaining("add shop/web to the chart's annotateServices")]);
});

it('names the right that is missing', async () => {
  world.services.allowed.clear();
  await world.say([named(['a'])]);
  await world.pass(60);
  expect(troubles()).toEqual([expect.stringContaining('needed is the verb patch on services/traefik in traefik')]);
  expect(world.services.calls).toEqual(['PATCH traefik/traefik']);
});

it('makes no Service, and waits for one that is not there', async () => {
  await world.say([named(['a'], 'traefik/other')]);
  await world.pass(60);
  expect(world.services.calls).toEqual([]);
  expect(troubles()).toEqual([]);
});
