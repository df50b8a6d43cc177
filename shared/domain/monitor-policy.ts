import type { SecretRef } from './alert-policy.ts';
import type { MonitorDefaults } from './monitor-wish.ts';
import { matchesNamespace } from './namespace-pattern.ts';

/** Who watches from outside, and how, where neither the edge nor the namespace of a site says otherwise. */
export interface MonitorPolicy extends MonitorDefaults {
  /** Unique by name; `account` is the first one unless it is written. */
  readonly accounts: readonly MonitorAccountEntry[];
  /** Each may say some of it otherwise, whatever the edge says; of two that say the same thing the first decides. */
  readonly namespaces: readonly NamespaceMonitors[];
  /** When the monitor of a site that has gone is deleted; paused it is at once. Default after 600 seconds. */
  readonly afterRelease: 'immediately' | 'never' | { readonly seconds: number };
}

/** An account with a provider of checks. */
export interface MonitorAccountEntry {
  /** DNS label. */
  readonly name: string;
  readonly provider: 'uptimerobot';
  /** Where its key is that may write. */
  readonly apiKey: SecretRef;
  /** Where the secret is that its webhook carries. Absent: it is only asked. */
  readonly webhook?: { readonly secret: SecretRef };
  /** Ids or exact names of monitors that may be taken over where their URL is a site's. Default none. */
  readonly adopt: readonly string[];
}

export interface NamespaceMonitors extends Partial<MonitorDefaults> {
  /** Patterns of their names. */
  readonly namespaces: readonly string[];
  /** Absent: of any. */
  readonly cluster?: string;
}

/** Of which object something is asked. */
export interface MonitorPlace {
  readonly cluster: string;
  readonly namespace: string;
  /** What its edge says otherwise. */
  readonly edge?: Partial<MonitorDefaults>;
}

/** What holds for the sites of a namespace at an edge, unless their object says otherwise. */
export function monitorDefaultsFor(policy: MonitorPolicy, { cluster, namespace, edge }: MonitorPlace): MonitorDefaults {
  const { accounts: _accounts, namespaces, afterRelease: _afterRelease, ...defaults } = policy;
  const fitting = namespaces.filter(
    (one) =>
      (one.cluster ?? cluster) === cluster && one.namespaces.some((pattern) => matchesNamespace(pattern, namespace)),
  );
  let said: MonitorDefaults = { ...defaults, ...edge };
  for (const { namespaces: _patterns, cluster: _cluster, ...own } of fitting.toReversed()) said = { ...said, ...own };
  return said;
}
