import { checkAlerts } from './check-alerts.ts';
import { checkEdges } from './check-edges.ts';
import { looseExternalId, oneOf, repeated, titleOf } from './check-entries.ts';
import { checkMonitors } from './check-monitors.ts';
import { member, type Parts } from './parts.ts';
import type { Problem } from './problems.ts';

/** How the parts fit together: names used twice, references that lead nowhere, settings that exclude each other. */
export function checkTogether(raw: unknown, parts: Parts): readonly Problem[] {
  return [
    ...checkOwnership(raw),
    ...checkZones(parts),
    ...checkClusters(parts),
    ...checkEdges(parts),
    ...checkRules(parts),
    ...checkServices(raw, parts),
    ...checkMonitors(raw, parts),
    ...checkAlerts(raw, parts),
  ];
}

function checkOwnership(raw: unknown): readonly Problem[] {
  const ownership = member(raw, 'ownership');
  const suffix = member(ownership, 'suffix');
  const both = [member(ownership, 'prefix'), suffix].every((one) => typeof one === 'string' && one !== '');
  if (!both) return [];
  const what = 'excludes ownership.prefix, as in external-dns';
  return [{ path: ['ownership', 'suffix'], what, value: suffix, instead: 'remove one of the two' }];
}

function checkZones({ zones, clusters }: Parts): readonly Problem[] {
  const ids = repeated(
    zones.entries,
    (zone) => zone.id,
    ({ index, value }, first) => ({
      path: ['zones', index, 'id'],
      what: `is already the id of zones[${first.index}]`,
      value: value.id,
      instead: 'write each hosted zone once',
    }),
  );
  const names = repeated(
    zones.entries,
    (zone) => (zone.view && zone.name ? `${zone.view} ${zone.name}` : undefined),
    ({ index, value }, first) => ({
      path: ['zones', index, 'name'],
      what: `is already the ${value.view} zone zones[${first.index}]`,
      value: value.name,
      instead: 'keep one zone for each name and view',
    }),
  );
  const adopted = zones.entries.flatMap(({ index, value }) =>
    value.adopt.flatMap((owner, position): Problem[] => {
      const cluster = clusters.entries.find((other) => other.value.ownerId === owner);
      if (owner === undefined || cluster === undefined) return [];
      const what = `is the owner id of cluster ${titleOf('clusters', cluster)} itself`;
      return [{ path: ['zones', index, 'adopt', position], what, value: owner, instead: 'remove it' }];
    }),
  );
  return [...ids, ...names, ...adopted, ...looseExternalId('zones', zones.entries)];
}

function checkClusters({ clusters }: Parts): readonly Problem[] {
  const names = repeated(
    clusters.entries,
    (cluster) => cluster.name,
    ({ index, value }, first) => ({
      path: ['clusters', index, 'name'],
      what: `is already the name of clusters[${first.index}]`,
      value: value.name,
      instead: 'give each cluster a name of its own',
    }),
  );
  const owners = repeated(
    clusters.entries.filter(({ value, index }) =>
      clusters.entries.every((other) => other.value.name !== value.name || other.index >= index),
    ),
    (cluster) => cluster.ownerId,
    ({ index, value }, first) => ({
      path: ['clusters', index, 'ownerId'],
      what: `is already the owner id of cluster ${titleOf('clusters', first)}`,
      value: value.ownerId,
      instead: 'give each cluster an owner id of its own',
    }),
  );
  return [...names, ...owners];
}

function checkRules({ rules, clusters }: Parts): readonly Problem[] {
  if (!clusters.complete) return [];
  return rules.entries.flatMap(({ index, value }): Problem[] => {
    const known = clusters.entries.some((cluster) => cluster.value.name === value.cluster);
    if (value.cluster === undefined || known) return [];
    const path = ['hosts', 'rules', index, 'cluster'];
    return [
      {
        path,
        what: 'is not a cluster of this configuration',
        value: value.cluster,
        instead: oneOf('clusters', clusters.entries),
      },
    ];
  });
}

function checkServices(raw: unknown, { edges }: Parts): readonly Problem[] {
  const edge = member(member(raw, 'services'), 'edge');
  if (typeof edge !== 'string' || !edges.complete || edges.entries.some(({ value }) => value.name === edge)) return [];
  const what = 'is not an edge of this configuration';
  return [{ path: ['services', 'edge'], what, value: edge, instead: oneOf('edges', edges.entries) }];
}
