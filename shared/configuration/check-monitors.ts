import { listOf, oneOf } from './check-entries.ts';
import { member, type Parts } from './parts.ts';
import type { Problem } from './problems.ts';

/** Accounts: names used twice. Whatever names an account or a cluster: those that there are not. */
export function checkMonitors(raw: unknown, { clusters }: Parts): readonly Problem[] {
  const monitors = member(raw, 'monitors');
  const accounts = listOf(member(monitors, 'accounts')).map((one) => member(one, 'name'));
  const twice = accounts.flatMap((value, index): Problem[] => {
    const first = accounts.indexOf(value);
    if (typeof value !== 'string' || first === index) return [];
    const path = ['monitors', 'accounts', index, 'name'];
    const what = `is already the name of accounts[${first}]`;
    return [{ path, what, value, instead: 'give each account a name of its own' }];
  });
  const namespaces = listOf(member(monitors, 'namespaces'));
  const places: readonly (readonly [Problem['path'], unknown])[] = [
    [['monitors'], monitors],
    ...namespaces.map((one, index) => [['monitors', 'namespaces', index], one] as const),
    ...listOf(member(raw, 'edges')).map(
      (one, index) => [['edges', index, 'monitors'], member(one, 'monitors')] as const,
    ),
  ];
  const unknownAccounts = places.flatMap(([path, part]): Problem[] => {
    const value = member(part, 'account');
    if (typeof value !== 'string' || accounts.includes(value)) return [];
    const instead = accounts.length === 0 ? 'add it to monitors.accounts' : `write one of ${accounts.join(', ')}`;
    return [{ path: [...path, 'account'], what: 'is not an account of this configuration', value, instead }];
  });
  const unknownClusters = namespaces.flatMap((one, index): Problem[] => {
    const value = member(one, 'cluster');
    if (typeof value !== 'string' || !clusters.complete) return [];
    if (clusters.entries.some((cluster) => cluster.value.name === value)) return [];
    const path = ['monitors', 'namespaces', index, 'cluster'];
    const instead = oneOf('clusters', clusters.entries);
    return [{ path, what: 'is not a cluster of this configuration', value, instead }];
  });
  return [...twice, ...unknownAccounts, ...unknownClusters, ...looseEdges(raw)];
}

/** What an edge says of monitors means nothing where there are none. */
function looseEdges(raw: unknown): readonly Problem[] {
  if (member(raw, 'monitors') !== undefined) return [];
  return listOf(member(raw, 'edges')).flatMap((edge, index): Problem[] => {
    if (member(edge, 'monitors') === undefined) return [];
    const path = ['edges', index, 'monitors'];
    return [{ path, what: 'has no effect without monitors', instead: 'add monitors with an account, or remove it' }];
  });
}
