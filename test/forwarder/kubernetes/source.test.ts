import { describe, expect, it } from 'vitest';
import { RetryableError } from '../../../shared/errors/kinds.ts';
import {
  definition,
  faultsOf,
  follow,
  ingresses,
  ingressKind,
  ingress as objectOf,
  route,
  routeKind,
  routes,
} from './follow.ts';

describe('a list', () => {
  it('is streamed, and goes over into the watch', async () => {
    const { api, listener, begin, write, scheduler } = follow();
    write('a');
    await begin();
    write('b');
    await scheduler.advance(1);
    expect(listener.names(ingressKind.id)).toEqual(['a', 'b']);
    expect(api.requests).toHaveLength(1);
  });

  it.each([
    ['the server refuses to stream', false, false],
    ['a stream begins and never gets to its end', true, true],
  ])('is taken in pages where %s', async (_, streams, endless) => {
    const { api, listener, begin, write, scheduler, news } = follow({ streams });
    api.endless = endless;
    for (let index = 0; index < 1_201; index += 1) write(`i${index}`);
    await begin();
    await scheduler.advance(160_000);
    write('last');
    await scheduler.advance(1);
    expect(listener.names(ingressKind.id)).toHaveLength(1_202);
    expect(news().lists).toBe(1);
    expect(api.requests.filter(({ query }) => query?.['limit'] === '500')).toHaveLength(3);
  });

  it('is asked for at once when its moment is forgotten between two pages, and forgets the first', async () => {
    const { api, listener, begin, write, remove } = follow({ streams: false });
    for (let index = 0; index < 600; index += 1) write(`i${index}`);
    api.beforeList = (further) => {
      if (!further) return;
      remove('i0');
      api.history.compact();
    };
    await begin();
    expect(listener.names(ingressKind.id)).toHaveLength(599);
    expect(listener.removed).toEqual([]);
  });
});

describe('a watch', () => {
  it('whose past is forgotten is followed by a list, once', async () => {
    const { api, listener, begin, write, remove, scheduler, news } = follow();
    write('a');
    write('b');
    await begin();
    remove('a');
    api.write('/elsewhere', 'x', {});
    api.restart();
    await scheduler.advance(3_000);
    expect(listener.names(ingressKind.id)).toEqual(['b']);
    expect(news()).toMatchObject({ lists: 2, state: 'listed' });
    expect(news().endings.get('expired')).toBe(1);
  });

  it('that waits for a revision which a restored server will not see for long is given up for a list', async () => {
    const { api, listener, begin, write, scheduler, news } = follow();
    write('a');
    const then = api.history.revision;
    write('b');
    write('c');
    await begin();
    api.history.restore(then);
    api.cutAll();
    await scheduler.advance(200_000);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
    expect(news().endings.get('idle')).toBe(1);
  });

  it('that is quiet is not given up: bookmarks come', async () => {
    const { begin, scheduler, news, api } = follow();
    await begin();
    api.write('/elsewhere', 'x', {});
    await scheduler.advance(250_000);
    expect(api.requests).toHaveLength(1);
    expect(news().endings.size).toBe(0);
  });

  it('is not read while paused, and not given up for that', async () => {
    const { source, listener, begin, write, scheduler, news } = follow();
    await begin();
    source.pause();
    write('a');
    await scheduler.advance(290_000);
    expect(listener.names(ingressKind.id)).toEqual([]);
    source.resume();
    await scheduler.advance(1);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
    expect(news().endings.has('idle')).toBe(false);
  });

  it('that tells something unreadable is followed by a list', async () => {
    const { api, listener, begin, write, scheduler, news } = follow();
    await begin();
    api.say({ type: 'ADDED', object: 'what?' });
    write('a');
    await scheduler.advance(3_000);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
    expect(news().lists).toBe(2);
  });

  it('of an object that is spoken of no more says that it is gone', async () => {
    const service = (type: string) => ({
      ...{ apiVersion: 'v1', kind: 'Service', spec: { type } },
      metadata: { namespace: 'shop', name: 's', annotations: {} },
    });
    const kind = { ...ingressKind, id: '/Service', apiGroup: '', kind: 'Service', plural: 'services' } as const;
    const { api, listener, begin, scheduler } = follow({ kinds: [kind] });
    api.write('/api/v1/services', 'shop/s', service('LoadBalancer'));
    await begin();
    expect(listener.names('/Service')).toEqual(['s']);
    api.write('/api/v1/services', 'shop/s', service('ClusterIP'));
    await scheduler.advance(1);
    expect(listener.names('/Service')).toEqual([]);
  });
});

describe('a server in trouble', () => {
  it('is asked less and less often, and as rarely as it asks for', async () => {
    const { begin, scheduler, api, write, listener } = follow({ fault: () => 'error' });
    await begin();
    await scheduler.advance(600_000);
    expect(api.requests.length).toBeGreaterThan(20);
    expect(api.requests.length).toBeLessThan(50);
    expect(listener.states.size).toBe(0);
    write('a');
  });

  it('is answered by nothing that anybody must clean up', async () => {
    const { fault, end } = faultsOf(Array.from({ length: 5 }, () => 'busy' as const));
    const { begin, scheduler, write, listener, source } = follow({ fault });
    write('a');
    await begin();
    await scheduler.advance(60_000);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
    end();
    await source.stop();
    write('b');
    await scheduler.advance(600_000);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
    expect(scheduler.scheduled).toBeLessThan(4);
  });
});

describe('the state of a kind', () => {
  it.each([
    [
      'watch',
      true,
      /^may not watch ingresses.networking.k8s.io: add the verbs list and watch to the role \(cannot watch/,
    ],
    ['list', false, /^may not list ingresses.networking.k8s.io: add the verbs list and watch/],
  ] as const)('names the missing right to %s, and changes once it is there', async (verb, streams, message) => {
    const { api, listener, begin, write, scheduler, news } = follow({ streams });
    write('a');
    api.forbidden.add(`${verb} ${ingresses}`);
    await begin();
    await scheduler.advance(1);
    expect(listener.states.get(ingressKind.id)).toBe('forbidden');
    expect(news().message).toMatch(message);
    api.forbidden.clear();
    await scheduler.advance(30_000);
    expect(listener.names(ingressKind.id)).toEqual(['a']);
  });

  it.each<[string, ReturnType<typeof definition> | undefined, string, RegExp]>([
    ['is not defined', undefined, 'absent', /^there is no CustomResourceDefinition ingressroutes.traefik.io$/],
    ['is being deleted', definition('1', { deleted: true }), 'absent', /is being deleted$/],
    [
      'has other versions',
      definition('1', { versions: ['v3'] }),
      'forbidden',
      /is served as v3, readable are v1alpha1: update/,
    ],
  ])('of a custom kind that %s is told', async (_, object, state, message) => {
    const { define, listener, begin, news } = follow({ kinds: [routeKind] });
    define(object);
    await begin();
    expect(listener.states.get(routeKind.id)).toBe(state);
    expect(news().message).toMatch(message);
  });

  it('is forbidden where the definition may not be read', async () => {
    const { api, listener, begin, news } = follow({ kinds: [routeKind] });
    api.forbidden.add('get /apis/apiextensions.k8s.io/v1/customresourcedefinitions/ingressroutes.traefik.io');
    await begin();
    expect(listener.states.get(routeKind.id)).toBe('forbidden');
    expect(news().message).toMatch(
      /^may not get customresourcedefinitions.*ingressroutes.traefik.io: add the verb get/,
    );
  });

  it('is absent, not empty, when its definition goes while it is listed', async () => {
    const { api, define, listener, begin, scheduler } = follow({ kinds: [routeKind], streams: false });
    define(definition('1'));
    api.write(routes, 'shop/a', route('a'));
    await begin();
    expect(listener.names(routeKind.id)).toEqual(['a']);
    api.write('/elsewhere', 'x', {});
    api.restart();
    api.beforeList = () => {
      api.write(routes, 'shop/a', undefined);
      define(definition('1', { deleted: true }));
    };
    await scheduler.advance(20_000);
    expect(listener.states.get(routeKind.id)).toBe('absent');
    expect(listener.names(routeKind.id)).toEqual(['a']);
  });
});

it('a failure that nobody foresaw is one of a server in trouble', async () => {
  const { api, begin, listener, scheduler } = follow();
  api.write(ingresses, 'shop/a', objectOf('a'));
  const send = api.send.bind(api);
  let thrown = 0;
  api.send = async (request) => {
    thrown += 1;
    if (thrown === 1) throw new TypeError('a mistake');
    if (thrown === 2) throw new RetryableError('no connection');
    return send(request);
  };
  await begin();
  await scheduler.advance(5_000);
  expect(listener.names(ingressKind.id)).toEqual(['a']);
});
