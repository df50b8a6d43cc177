import { expect, it } from 'vitest';
import { watchedKinds } from '../../forwarder/joins/watched-kinds.ts';
import { leaseName } from '../../forwarder/process/follow-cluster.ts';
import { siteApi } from '../../forwarder/status/plan/site-object.ts';
import { type Manifest, readRendered, rightsOf } from '../support/chart.ts';

const find = (kind: string): Manifest | undefined => readRendered().find((manifest) => manifest.kind === kind);

const ofStatus = [
  ...['list', 'get', 'create', 'patch', 'delete'].map((verb) => `${verb} ${siteApi.plural}.${siteApi.group}`),
  `patch ${siteApi.plural}/status.${siteApi.group}`,
  'create events.events.k8s.io',
  'patch events.events.k8s.io',
];

it('lets it list and watch the kinds that it follows, read their definitions, keep Sites, and nothing else', () => {
  const wanted = watchedKinds.flatMap(({ apiGroup, plural, customResource }) => {
    const resource = apiGroup === '' ? plural : `${plural}.${apiGroup}`;
    const definition = `get customresourcedefinitions.apiextensions.k8s.io ${resource}`;
    return [`list ${resource}`, `watch ${resource}`, ...(customResource ? [definition] : [])];
  });
  expect(rightsOf(find('ClusterRole'))).toEqual([...wanted, ...ofStatus].sort());
});

it('lets it hold its own Lease, in its own namespace', () => {
  expect(rightsOf(find('Role'))).toEqual([
    'create leases.coordination.k8s.io',
    `get leases.coordination.k8s.io ${leaseName}`,
    `update leases.coordination.k8s.io ${leaseName}`,
  ]);
  expect(find('Role')?.metadata.namespace).toBe('firstlight');
});

it.each(['ClusterRoleBinding', 'RoleBinding'])('gives that to its own service account alone: %s', (kind) => {
  const account = find('ServiceAccount')?.metadata;
  expect(find(kind)?.['subjects']).toEqual([
    { kind: 'ServiceAccount', name: account?.name, namespace: account?.namespace },
  ]);
});
