import type { Configuration } from '#shared/domain/configuration.ts';
import { nearest } from '#shared/domain/nearest-word.ts';
import { parseScope, type Scope } from '#shared/domain/scope.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { readSites, sitesOfHost } from '#shared/overview/read-sites.ts';
import { forgetKey } from '#shared/rows/cluster-rows.ts';
import { hostKey } from '#shared/rows/site-rows.ts';
import type { Table } from '#shared/runtime/table.ts';

/**
 * The scope that a person names.
 * @throws CommandError where it is none, or a host that nothing is known of: a word about a misspelt host would be lost
 */
export async function readScope(text: string, table: Table, configuration: Configuration): Promise<Scope> {
  const scope = parseScope(text.trim(), configuration) ?? (await forgottenScope(text.trim(), table));
  if (scope === undefined) {
    const { clusters, edges, zones } = configuration;
    const known = [
      'all',
      ...clusters.map(({ name }) => `cluster:${name}`),
      ...edges.map(({ name }) => `edge:${name}`),
      ...new Set(zones.map(({ name }) => `zone:${name}`)),
    ];
    const message = `there is no scope ${JSON.stringify(text)}${meant(text, known)}; known are ${known.join(', ')} and each host name`;
    throw new CommandError('unknown', message);
  }
  if (scope.startsWith('host:')) await requireHost(scope.slice('host:'.length), table, configuration);
  return scope;
}

/** A cluster that was forgotten is not configured any more, yet its releases may need an approval. */
async function forgottenScope(text: string, table: Table): Promise<Scope | undefined> {
  const name = text.startsWith('cluster:') ? text.slice('cluster:'.length) : '';
  if (name === '' || (await table.get(forgetKey(name))) === undefined) return undefined;
  return `cluster:${name}`;
}

/** @throws CommandError where no object has ever claimed the host */
export async function requireHost(host: string, table: Table, configuration: Configuration): Promise<void> {
  const [row, sites] = await Promise.all([table.get(hostKey(host)), sitesOfHost(table, host)]);
  if (row !== undefined || sites.length > 0) return;
  const hosts = [...new Set((await readSites(table, configuration)).map(({ site }) => site.host))];
  throw new CommandError('unknown', `nothing is known of the host ${JSON.stringify(host)}${meant(host, hosts)}`);
}

export function meant(text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  return near === undefined ? '' : `, did you mean ${near}`;
}
