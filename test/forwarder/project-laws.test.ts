import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKindId, splitKindId } from '#shared/domain/kinds.ts';
import { ObjectRanges } from '#shared/events/object-ranges.ts';
import { watchedKinds } from '../../forwarder/joins/watched-kinds.ts';
import { project } from '../../forwarder/project.ts';

const groups = new Set([
  ...watchedKinds.flatMap(({ apiGroup, versions }) =>
    versions.map((version) => `${apiGroup}/${version}`.replace(/^\//, '')),
  ),
  'extensions/v1beta1',
]);

describe('whatever it is given', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 3_000 }), fc.constant(null));
  const shaped = fc.record({
    apiVersion: fc.constantFrom(...groups),
    kind: fc.constantFrom(...new Set(watchedKinds.map(({ kind }) => kind))),
    metadata: fc.record({
      name: fc.constantFrom('a', 'A', ''),
      uid: odd,
      generation: odd,
      creationTimestamp: odd,
      labels: fc.oneof(odd, fc.dictionary(fc.string({ unit: 'binary' }), odd)),
      annotations: fc.oneof(
        odd,
        fc.dictionary(
          fc.string().map((name) => `firstlight.dev/${name}`),
          odd,
        ),
      ),
    }),
    spec: fc.oneof(
      odd,
      fc.record({
        type: fc.oneof(fc.constant('LoadBalancer'), odd),
        hostnames: fc.oneof(odd, fc.array(odd)),
        parentRefs: fc.oneof(odd, fc.array(fc.record({ name: odd, namespace: odd, kind: odd, port: odd }))),
        routes: fc.oneof(odd, fc.array(fc.record({ match: odd }))),
        rules: fc.oneof(odd, fc.array(fc.record({ host: odd, http: fc.oneof(odd, fc.record({ paths: odd })) }))),
        tls: fc.oneof(odd, fc.array(fc.record({ hosts: odd, secretName: odd }))),
        ports: fc.oneof(odd, fc.array(fc.record({ port: odd, name: odd }))),
      }),
    ),
    status: fc.oneof(odd, fc.record({ phase: odd, loadBalancer: fc.oneof(odd, fc.record({ ingress: odd })) })),
  });

  it('never throws on JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => void project(raw)));
  });

  it('says only what intake takes', () => {
    fc.assert(
      fc.property(shaped, (raw) => {
        const projection = project(raw);
        if (projection.result !== 'object') return;
        const { object } = projection;
        if (!isKindId(object.kind) || !('form' in object)) return;
        const range = { ...splitKindId(object.kind), from: object.key, upTo: object.key, objects: [object] };
        const message = { cluster: 'demo', marker: '1790000000000-k3x9-0000000001', ranges: [range] };
        expect(ObjectRanges.parse(JSON.parse(JSON.stringify(message)))).toEqual(JSON.parse(JSON.stringify(message)));
      }),
    );
  });
});
