import { describe, expect, it } from 'vitest';
import { seededRandom } from '#local/platform/random.ts';
import { virtualScheduler } from '#local/platform/virtual-scheduler.ts';
import type { ApiRequest, KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import type { BusEntry } from '../../../forwarder/ports.ts';
import type { Duty } from '../../../forwarder/process/duty.ts';
import { Replica } from '../../../forwarder/process/replica.ts';
import { RetryableError } from '../../../shared/errors/kinds.ts';
import { ApiModel } from '../../support/kubernetes/api-model.ts';
import { statusAnswer, textAnswer } from '../../support/kubernetes/line-stream.ts';
import { ingress, ingresses, ingressKind } from '../kubernetes/follow.ts';
import { Hub } from '../support/hub.ts';

/** The one Lease of a cluster. */
function leaseServer() {
  let stored: { readonly metadata: object; readonly version: string } | undefined;
  let version = 0;
  const write = (body: unknown) => {
    version += 1;
    const { metadata, ...rest } = Object(body);
    const next = { ...rest, metadata: { ...metadata, resourceVersion: String(version) }, version: String(version) };
    stored = next;
    return textAnswer(200, next);
  };
  return ({ method, body }: ApiRequest) => {
    if (method === 'GET') return stored === undefined ? statusAnswer(404, 'NotFound', '') : textAnswer(200, stored);
    const known = Object(Object(body).metadata).resourceVersion;
    const fits = method === 'POST' ? stored === undefined : known === stored?.version;
    return fits ? write(body) : statusAnswer(409, 'Conflict', 'the object has been modified');
  };
}

function stage() {
  const scheduler = virtualScheduler();
  const objects = new ApiModel({ scheduler });
  const hub = new Hub();
  const lease = leaseServer();
  const join = (identity: string, duty?: () => Duty) => {
    const said: BusEntry[] = [];
    const told: string[] = [];
    const net = { up: true };
    const api: KubernetesApi = {
      async send(request) {
        if (!net.up) throw new RetryableError('no connection');
        return request.path.includes('/leases') ? lease(request) : objects.send(request);
      },
    };
    const replica = new Replica({
      ...{ cluster: 'demo', api, scheduler, random: seededRandom(identity.length), identity },
      bus: {
        async put(entries) {
          said.push(...entries);
          for (const entry of entries) hub.apply(entry);
          return entries.map(() => ({ ok: true }));
        },
      },
      lease: { namespace: 'ours', name: 'l' },
      ...(duty === undefined ? {} : { duty }),
      report: () => undefined,
      say: (text) => void told.push(text),
    });
    replica.start();
    return { replica, said, told, net };
  };
  const keys = () => Object.keys(hub.believes(ingressKind.id));
  const write = (name: string) => objects.write(ingresses, `shop/${name}`, ingress(name));
  return { scheduler, objects, hub, join, keys, write };
}

describe('a replica', () => {
  it('speaks while it leads, of what there is then, and a second one is silent', async () => {
    const { scheduler, join, keys, write } = stage();
    write('a');
    const one = join('a');
    const two = join('bb');
    await scheduler.advance(5_000);
    write('b');
    await scheduler.advance(5_000);
    expect(keys()).toEqual(['shop/a', 'shop/b']);
    expect(two.said).toEqual([]);
    expect([one.replica.terms, two.replica.terms]).toEqual([1, 0]);
    expect(one.told[0]).toMatch(/^leads for cluster demo under epoch \d{13}-/);
    expect(one.replica.bus.counts).toMatchObject({ taken: one.said.length, failed: 0, refused: 0 });
  });

  it('is silent once it cannot reach the Lease; the next one says what there is, also what is gone', async () => {
    const { scheduler, objects, hub, join, keys, write } = stage();
    write('a');
    write('b');
    const one = join('a');
    await scheduler.advance(5_000);
    const two = join('bb');
    one.net.up = false;
    await scheduler.advance(12_000);
    const before = one.said.length;
    objects.write(ingresses, 'shop/a', undefined);
    write('c');
    await scheduler.advance(30_000);
    expect(one.said).toHaveLength(before);
    expect(one.told.at(-1)).toBe('leads no more, and is silent');
    expect(two.replica.term).toBeDefined();
    expect(keys()).toEqual(['shop/b', 'shop/c']);
    const markers = hub.messages.map(({ marker }) => marker);
    expect(markers).toEqual(markers.toSorted());
    expect(one.replica.term).toBeUndefined();
  });

  it('says what it knows before it ends, and leaves at once to the next', async () => {
    const { scheduler, join, keys, write } = stage();
    const one = join('a');
    await scheduler.advance(1_000);
    const two = join('bb');
    write('last');
    await scheduler.advance(1);
    await Promise.all([one.replica.stop(), scheduler.advance(100)]);
    expect(keys()).toEqual(['shop/last']);
    await scheduler.advance(3_000);
    expect(two.replica.term).toBeDefined();
  });

  it('says it, and leaves, also while its duty waits for an answer that never comes', async () => {
    const { scheduler, join, keys, write } = stage();
    const one = join('a', () => ({ start: () => undefined, stop: () => new Promise(() => undefined) }));
    await scheduler.advance(1_000);
    const two = join('bb');
    write('last');
    await scheduler.advance(1);
    const stopped = one.replica.stop(5_000);
    await scheduler.advance(100);
    expect(keys()).toEqual(['shop/last']);
    await Promise.all([stopped, scheduler.advance(5_000)]);
    await scheduler.advance(3_000);
    expect(two.replica.term).toBeDefined();
  });

  it('goes on from what the hub heard, whatever its own clock says, though only a leader hears of it', async () => {
    const { scheduler, join, keys, write } = stage();
    write('a');
    const echo = `${scheduler.now() + 86_400_000}-zzzz`;
    const { replica, told } = join('a', () => ({
      start: () => undefined,
      stop: async () => undefined,
      readEcho: async () => echo,
    }));
    await scheduler.advance(60_000);
    expect(replica.terms).toBe(2);
    expect(replica.term).toBeDefined();
    const [epoch = ''] = told.flatMap((text) => /^leads .* under epoch (.*)$/.exec(text)?.[1] ?? []).slice(-1);
    expect(epoch > echo).toBe(true);
    expect(keys()).toEqual(['shop/a']);
  });

  it('tells which kinds it cannot read, once each', async () => {
    const { scheduler, objects, join } = stage();
    objects.forbidden.add(`watch ${ingresses}`);
    const one = join('a');
    await scheduler.advance(120_000);
    const told = one.told.filter((text) => text.startsWith(`${ingressKind.id} is `));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/ is forbidden: may not watch ingresses/);
    objects.forbidden.clear();
    await scheduler.advance(40_000);
    expect(one.told).toContain(`${ingressKind.id} is listed`);
  });
});
