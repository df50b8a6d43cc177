import { setTimeout as sleep } from 'node:timers/promises';
import { type WatchedKind, watchedKinds } from '../../../forwarder/joins/watched-kinds.ts';
import type { KubernetesApi } from '../../../forwarder/kubernetes/api.ts';
import { collectionPath } from '../../../forwarder/kubernetes/paths.ts';
import type { Hand } from './objects.ts';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const;

/** CustomResourceDefinitions that take any object: what they say beside the version is nobody's business here. */
export const customKinds = watchedKinds.filter(({ customResource }) => customResource);

export function customKind(id: string): WatchedKind {
  const kind = customKinds.find((each) => each.id === id);
  if (kind === undefined) throw new Error(`${id} is not watched`);
  return kind;
}

/** Defines a kind and waits until it is served. */
export async function define(admin: KubernetesApi, hand: Hand, kind: WatchedKind): Promise<void> {
  const [version] = kind.versions;
  const name = `${kind.plural}.${kind.apiGroup}`;
  await hand.post(definitions, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    // Groups of Kubernetes itself ask for it (API "api-approved.kubernetes.io").
    metadata: { name, annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' } },
    spec: {
      group: kind.apiGroup,
      names: { kind: kind.kind, plural: kind.plural },
      scope: 'Namespaced',
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: anything } }],
    },
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await admin.send({ method: 'GET', path: collectionPath(kind, version) });
    answer.discard();
    if (answer.status === 200) return;
    await sleep(25);
  }
  throw new Error(`${name} is never served`);
}

export const undefine = (hand: Hand, kind: WatchedKind): Promise<void> =>
  hand.delete(`${definitions}/${kind.plural}.${kind.apiGroup}`);
