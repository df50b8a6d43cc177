import type { WatchedKind } from '../joins/watched-kinds.ts';
import { isRecord } from '../projection/fields.ts';
import type { KubernetesApi } from './api.ts';
import { BrokenWatchError } from './broken-watch.ts';
import { definitionPath, resourceName } from './paths.ts';
import { readRefusal } from './refusal.ts';
import { parse, textOf } from './watch-event.ts';

/**
 * The version in which a kind is served, by its CustomResourceDefinition; what is built in is always served. One that is being deleted counts as
 * absent: its objects go with it, and that is not what their owners asked for.
 * @throws BrokenWatchError where the kind cannot be read, or that cannot be known for the moment
 * @throws RetryableError
 */
export async function readServedVersion(api: KubernetesApi, kind: WatchedKind, signal: AbortSignal): Promise<string> {
  if (!kind.customResource) return kind.versions[0];
  const answer = await api.send({ method: 'GET', path: definitionPath(kind), signal });
  if (answer.status === 200) return readVersions(parse(await answer.text()), kind);
  const { what, afterMs, message } = await readRefusal(answer);
  const name = resourceName(kind);
  if (what === 'absent') throw notListed('absent', `there is no CustomResourceDefinition ${name}`);
  if (what !== 'forbidden') throw new BrokenWatchError({ what: 'retry', ending: 'refused', afterMs });
  throw notListed(
    'forbidden',
    `may not get customresourcedefinitions.apiextensions.k8s.io ${name}: add the verb get to the role (${message})`,
  );
}

function readVersions(raw: unknown, kind: WatchedKind): string {
  const { metadata, spec } = isRecord(raw) ? raw : {};
  if (!isRecord(metadata) || !isRecord(spec))
    throw new BrokenWatchError({ what: 'retry', ending: 'failed', afterMs: 0 });
  const name = resourceName(kind);
  if (metadata['deletionTimestamp'] !== undefined)
    throw notListed('absent', `the CustomResourceDefinition ${name} is being deleted`);
  const versions = Array.isArray(spec['versions']) ? spec['versions'].filter(isRecord) : [];
  const served = versions.filter((version) => version['served'] === true).map((version) => textOf(version['name']));
  const version = kind.versions.find((each) => served.includes(each));
  if (version !== undefined) return version;
  // Its objects are there, so nothing may be said to be absent.
  const readable = kind.versions.join(', ');
  throw notListed(
    'forbidden',
    `${name} is served as ${served.join(', ') || 'nothing'}, readable are ${readable}: update the one or the other`,
  );
}

const notListed = (state: 'absent' | 'forbidden', message: string): BrokenWatchError =>
  new BrokenWatchError({ what: 'notListed', state, message });
