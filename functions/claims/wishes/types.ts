import type { Configuration } from '#shared/domain/configuration.ts';
import type { EndpointMonitor, IngressClass } from '#shared/domain/objects.ts';
import type { SiteKey, SiteWish } from '#shared/domain/site.ts';
import type { SettledClaim, Skipped } from '#shared/rows/object-rows.ts';
import type { Middlewares } from './monitor/login.ts';
import type { KeptSecrets } from './tls/kept-secrets.ts';

/** What the meaning of an object depends on, apart from the object. */
export interface WishContext {
  readonly configuration: Configuration;
  readonly cluster: string;
  /** All of the cluster. */
  readonly ingressClasses: readonly IngressClass[];
  /** What others say of how its objects are watched; absent: nobody watches. */
  readonly watching?: Watching;
  /** What cert-manager keeps; absent: no certificate is ours anyway. */
  readonly keptSecrets?: KeptSecrets;
}

export interface Watching {
  /** By namespace. */
  readonly endpointMonitors: ReadonlyMap<string, readonly EndpointMonitor[]>;
  readonly middlewares: Middlewares;
}

export interface Wish {
  readonly site: SiteKey;
  readonly wish: SiteWish;
}

/** All that one object asks for: each of its hosts is in `wishes`, `refused` or `skipped`. */
export interface Wishes {
  readonly wishes: readonly Wish[];
  /** Refused by zones and host rules, whoever else claims the host. */
  readonly refused: readonly SettledClaim[];
  readonly skipped: readonly Skipped[];
  /** True while part of the object could not be carried or read: claims that it had on other hosts stay as they are. */
  readonly keepOthers: boolean;
  /** Hosts that are asked for in a way that cannot be written: claims that the object has on them stay as they are. */
  readonly kept?: readonly string[];
}

/** A host as one field of an object writes it. */
export interface WrittenHost {
  readonly text: string;
  /** `spec.rules[0].host`, or the annotation's name. */
  readonly field: string;
}
