import { readRendered, rightsOf } from '../../support/chart.ts';
import type { Use } from './audited-cluster.ts';

/** What the plain manifests allow, whichever object is meant; sorted. */
export function rightsGranted(): readonly string[] {
  const roles = readRendered().filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role');
  const rights = roles.flatMap(rightsOf).map((right) => right.split(' ').slice(0, 2).join(' '));
  return [...new Set(rights)].sort();
}

export const rightsUsed = (uses: readonly Use[]): readonly string[] =>
  [...new Set(uses.map(({ right }) => right))].sort();

/** Of the Site objects and Events by which a cluster is told of its names. */
export const isOfStatus = (right: string): boolean => / (sites|sites\/status|events)\./.test(right);
