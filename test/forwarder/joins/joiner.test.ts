import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KindId } from '#shared/domain/kinds.ts';
import type { ProjectedObject, SourceState } from '#shared/domain/objects.ts';
import type { Join } from '../../../forwarder/joins/join.ts';
import { joinedSource } from '../../../forwarder/joins/joined-source.ts';
import type { RawSink, RawSource, ToldId } from '../../../forwarder/joins/raw-source.ts';
import type { ObjectSink } from '../../../forwarder/ports.ts';
import { ingress, ingressKind, namespace, namespaceKind } from '../support/scene.ts';

/** An Ingress takes its namespace's labels along as rules; of an IngressClass it knows whether there is one. */
const sample: Join = {
  kind: ingressKind as Join['kind'],
  needs: ['/Namespace'],
  mayLack: ['networking.k8s.io/IngressClass'],
  uses: () => true,
  concerns: (object, part) => part.kind === namespaceKind && object.key.startsWith(`${part.key.slice(1)}/`),
  complete(object, parts) {
    const there = parts.get('/Namespace', `/${object.key.split('/')[0]}`);
    const host = there === undefined ? (parts.absenceKnown ? 'none' : 'unknown') : JSON.stringify(there);
    return ingress(object.key, host);
  },
};

/** What a sink was told, as it stands now. */
class Told implements ObjectSink {
  readonly states = new Map<KindId, string>();
  readonly objects = new Map<string, ProjectedObject>();
  absence = true;
  listed(kind: KindId, objects: readonly ProjectedObject[]): void {
    this.states.set(kind, 'listed');
    for (const id of this.objects.keys()) if (id.startsWith(`${kind} `)) this.objects.delete(id);
    for (const object of objects) this.upsert(object);
  }
  notListed(kind: KindId, state: SourceState, message: string): void {
    this.states.set(kind, `${state} ${message}`);
  }
  upsert(object: ProjectedObject): void {
    this.objects.set(`${object.kind} ${object.key}`, object);
  }
  remove(kind: KindId, key: string): void {
    this.objects.delete(`${kind} ${key}`);
  }
  absenceKnown(known: boolean): void {
    this.absence = known;
  }
  host(key: string): string | undefined {
    const object = this.objects.get(`${ingressKind} ${key}`);
    return object?.kind === 'networking.k8s.io/Ingress' && object.form === 'full' ? object.rules[0]?.host : undefined;
  }
}

function heard(kinds: readonly ToldId[] = [ingressKind, namespaceKind, 'networking.k8s.io/IngressClass']) {
  let raw: RawSink | undefined;
  const source: RawSource = {
    kinds,
    start: (sink) => {
      raw = sink;
    },
    stop: async () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  };
  const told = new Told();
  const joined = joinedSource(source, [sample]);
  joined.start(told);
  if (raw === undefined) throw new Error('not started');
  return { raw, told, kinds: joined.kinds };
}

const classKind = 'networking.k8s.io/IngressClass';

describe('a kind that is joined with others', () => {
  it('is told once all it needs is listed, with what it refers to', () => {
    const { raw, told } = heard();
    raw.listed(ingressKind, [ingress('shop/a')]);
    raw.listed(classKind, []);
    expect(told.states.get(ingressKind)).toBeUndefined();
    raw.listed(namespaceKind, [namespace('shop')]);
    expect(told.states.get(ingressKind)).toBe('listed');
    expect(told.host('shop/a')).toContain('"/shop"');
  });

  it.each([
    ['forbidden', 'forbidden needs /Namespace, which is forbidden: no list'],
    ['absent', 'absent needs /Namespace, which is absent: no list'],
  ] as const)('is %s with what it needs', (state, expected) => {
    const { raw, told } = heard();
    raw.listed(ingressKind, [ingress('shop/a')]);
    raw.listed(classKind, []);
    raw.notListed(namespaceKind, state, 'no list');
    expect(told.states.get(ingressKind)).toBe(expected);
    raw.listed(namespaceKind, []);
    expect(told.states.get(ingressKind)).toBe('listed');
  });

  it.each([
    ['absent', 'listed'],
    ['off', 'listed'],
    ['forbidden', 'forbidden needs networking.k8s.io/IngressClass, which is forbidden'],
  ] as const)('goes without what it may lack and is %s: %s', (state, expected) => {
    const { raw, told } = heard();
    raw.listed(ingressKind, []);
    raw.listed(namespaceKind, []);
    raw.notListed(classKind, state, '');
    expect(told.states.get(ingressKind)).toBe(expected);
  });

  it('is its own state first', () => {
    const { raw, told } = heard();
    raw.notListed(ingressKind, 'absent', 'no CRD');
    expect(told.states.get(ingressKind)).toBe('absent no CRD');
  });

  it('is not offered where what it needs is not', () => {
    expect(heard([ingressKind]).kinds).toEqual([]);
    const { raw, told, kinds } = heard([ingressKind, namespaceKind]);
    expect(kinds).toEqual([ingressKind, namespaceKind]);
    raw.listed(ingressKind, []);
    raw.listed(namespaceKind, []);
    expect(told.states.get(ingressKind)).toBe('listed');
  });

  it('follows its parts: changed, gone, and perhaps gone', () => {
    const { raw, told } = heard();
    raw.listed(ingressKind, [ingress('shop/a'), ingress('blog/b')]);
    raw.listed(classKind, []);
    raw.listed(namespaceKind, [namespace('shop')]);
    expect(told.host('blog/b')).toBe('none');
    raw.upsert({ ...namespace('shop'), labels: { team: 'x' } });
    expect(told.host('shop/a')).toContain('team');
    raw.absenceKnown(false);
    raw.remove(namespaceKind, '/shop');
    expect(told.host('shop/a')).toBe('unknown');
    raw.absenceKnown(true);
    expect(told.host('shop/a')).toBe('none');
    expect(told.absence).toBe(true);
  });
});

it('law: in whatever order it is told, the same is known in the end', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('put' as const), name: fc.constantFrom('shop', 'blog') }),
    fc.record({ what: fc.constant('drop' as const), name: fc.constantFrom('shop', 'blog') }),
    fc.constant({ what: 'forbid' as const, name: '' }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { raw, told } = heard();
      const there = new Set<string>();
      raw.listed(classKind, []);
      raw.listed(ingressKind, [ingress('shop/a'), ingress('blog/b')]);
      raw.listed(namespaceKind, []);
      for (const { what, name } of steps) {
        if (what === 'put') {
          there.add(name);
          raw.upsert(namespace(name));
        } else if (what === 'drop') {
          there.delete(name);
          raw.remove(namespaceKind, `/${name}`);
        } else {
          raw.notListed(namespaceKind, 'forbidden', '');
          raw.listed(namespaceKind, [...there].map(namespace));
        }
      }
      for (const key of ['shop/a', 'blog/b'])
        expect(told.host(key) !== 'none').toBe(there.has(key.slice(0, key.indexOf('/'))));
    }),
  );
});
