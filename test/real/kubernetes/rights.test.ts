import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, startCluster } from './cluster.ts';
import { hasty, until } from './listener.ts';
import { atOnce } from './objects.ts';

const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const networking = 'networking.k8s.io';

describe('rights', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({
      flags: ['--enable-priority-and-fairness=false', '--max-requests-inflight=2'],
    });
    const { hand } = cluster;
    const verbs = ['list', 'watch'];
    const rest = [
      { apiGroups: [''], resources: ['namespaces'], verbs },
      { apiGroups: [networking], resources: ['ingresses', 'ingressclasses'], verbs },
    ];
    await hand.post(roles, { metadata: { name: 'most' }, rules: rest });
    await hand.post(roles, {
      metadata: { name: 'services' },
      rules: [{ apiGroups: [''], resources: ['services'], verbs }],
    });
    await hand.post(bindings, binding('most'));
    await atOnce(20, (index) => hand.ingress('shop', `i${index}`));
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('that are missing freeze one kind, are named, and are found when they are given; taken away they are missed again', async () => {
    const { hand, server } = cluster;
    const listener = cluster.listen({ api: await server.api('forwarder'), times: { ...hasty, watchMs: 500 } });
    const services = listener.news('/Service');
    await until(() => services.state === 'forbidden', 'services are forbidden');
    expect(services.message).toMatch(
      /^may not watch services: add the verbs list and watch to the role \(services is forbidden/,
    );
    await until(() => listener.stateOf('/Service') === 'forbidden', 'the hub knows that services are forbidden');
    await hand.post(bindings, binding('services'));
    await until(() => services.state === 'listed', 'services are listed');
    await cluster.equal(listener);
    await hand.delete(`${bindings}/most`);
    const ingresses = listener.news('networking.k8s.io/Ingress');
    await until(() => ingresses.state === 'forbidden', 'ingresses are forbidden');
    await atOnce(20, (index) => hand.remove('shop', `i${index}`));
    await hand.ingress('shop', 'new');
    expect(Object.keys(listener.hub.believes('networking.k8s.io/Ingress'))).toHaveLength(20);
    await hand.post(bindings, binding('most'));
    await cluster.equal(listener);
    expect(Object.keys(listener.hub.believes('networking.k8s.io/Ingress'))).toEqual(['shop/new']);
    listener.forwarder.silence();
  });

  it('to be served at all are waited for: 429 with a text for a body', async () => {
    const { hand, server } = cluster;
    const api = await server.api('forwarder');
    const seen = new Map<number, number>();
    let flooding = true;
    const flood = Array.from({ length: 60 }, async () => {
      while (flooding) {
        const answer = await api.send({ method: 'GET', path: '/apis/networking.k8s.io/v1/ingresses' });
        await answer.text();
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      }
    });
    const listener = cluster.listen({ api });
    await atOnce(10, (index) => hand.ingress('shop', `f${index}`));
    await until(() => (seen.get(429) ?? 0) > 20, 'refusals');
    flooding = false;
    await Promise.all(flood);
    await cluster.equal(listener);
  });
});

const binding = (role: string) => ({
  metadata: { name: role },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'forwarder' }],
});
