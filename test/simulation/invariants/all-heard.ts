import { lastKey } from '#shared/domain/keys.ts';
import { type ObjectRow, objectsOf } from '#shared/rows/object-rows.ts';
import type { Cluster } from '../world/cluster.ts';
import type { World } from '../world/world.ts';
import type { Goal } from './invariant.ts';
import { readManifest } from './read-manifest.ts';

const kinds = { Ingress: 'networking.k8s.io', Service: '' } as const;

/** What the table knows of a cluster's objects is what its manifests say: every lost word was made good by a walk. */
export const everythingHeard: Goal = {
  name: 'every object is known as it is',
  async missing(world) {
    const speaking = [...world.clusters.values()].filter(({ isLost }) => !isLost);
    return (await Promise.all(speaking.map((cluster) => compare(world, cluster)))).flat();
  },
};

async function compare({ store }: World, { name: cluster, files }: Cluster): Promise<readonly string[]> {
  const written = new Map<string, string>();
  for (const [path, text] of files) {
    const manifest = path.startsWith('classes') ? undefined : readManifest(text);
    if (manifest === undefined) continue;
    const { kind, metadata, spec } = manifest;
    const said = { hosts: (spec.rules ?? []).map(({ host }) => host), annotations: metadata.annotations };
    written.set(`${kind}/${metadata.namespace}/${metadata.name}`, contentText(said));
  }
  const known = new Map<string, string>();
  for (const [kind, apiGroup] of Object.entries(kinds)) {
    for (const { row } of await store.truth.query(objectsOf({ cluster, apiGroup, kind }), { to: `k${lastKey}` })) {
      if (!row.gone && row.object !== undefined) known.set(`${kind}/${row.ref.key}`, knownText(row));
    }
  }
  const names = new Set([...written.keys(), ...known.keys()]);
  return [...names].flatMap((object) => {
    const [there, here] = [written.get(object), known.get(object)];
    if (there === here) return [];
    return [`${object} of ${cluster} is ${there ?? 'not there any more'} and known as ${here ?? 'nothing'}`];
  });
}

interface Content {
  readonly hosts: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
}

const contentText = ({ hosts, annotations }: Content): string =>
  JSON.stringify([hosts, Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1))]);

function knownText({ object }: ObjectRow): string {
  if (object?.form !== 'full' || !('annotations' in object)) return '';
  const hosts = 'rules' in object ? object.rules.map(({ host }) => host ?? '') : [];
  return contentText({ hosts, annotations: object.annotations });
}
