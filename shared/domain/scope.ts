import type { Configuration } from './configuration.ts';
import type { SiteKey } from './site.ts';

/** What a command of a person covers: everything, a cluster, an edge, a zone (by its name), or one host. */
export type Scope = 'all' | `cluster:${string}` | `edge:${string}` | `zone:${string}` | `host:${string}`;

const kinds = ['cluster', 'edge', 'zone'] as const;

/** Reads SCOPE as people write it (`all`, `edge:public`, `shop.example.com`); undefined when it names nothing configured. */
export function parseScope(text: string, configuration: Configuration): Scope | undefined {
  if (text === 'all') return 'all';
  const known = {
    cluster: configuration.clusters.map(({ name }) => name),
    edge: configuration.edges.map(({ name }) => name),
    zone: configuration.zones.map(({ name }) => name),
  };
  for (const kind of kinds) {
    if (text.startsWith(`${kind}:`)) {
      const name = text.slice(kind.length + 1);
      return known[kind].includes(name) ? `${kind}:${name}` : undefined;
    }
  }
  return /^[^\s:]+$/.test(text) ? `host:${text.toLowerCase().replace(/\.$/, '')}` : undefined;
}

/** As people write it, and as JSON shows it. */
export const scopeText = (scope: Scope): string => (scope.startsWith('host:') ? scope.slice('host:'.length) : scope);

/** Every scope that covers a site. */
export function scopesOf(
  site: Pick<SiteKey, 'host'> & {
    readonly cluster: string;
    readonly wish: { readonly edge: string; readonly zone: string };
  },
  { zones }: Pick<Configuration, 'zones'>,
): readonly Scope[] {
  const zone = zones.find(({ id }) => id === site.wish.zone);
  return [
    'all',
    `cluster:${site.cluster}`,
    `edge:${site.wish.edge}`,
    ...(zone === undefined ? [] : [`zone:${zone.name}` as const]),
    `host:${site.host}`,
  ];
}
