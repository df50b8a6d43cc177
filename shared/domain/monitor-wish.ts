import type { MonitorKeyword, MonitorRegion } from './monitor.ts';

/** Who is to be told, as somebody wrote it: by the provider's id, or by the exact name. */
export interface ContactWish {
  readonly contact: string;
  readonly delayMinutes: number;
  readonly repeatMinutes: number;
}

/** How sites are checked unless their object says otherwise: of the installation, an edge, a namespace. */
export interface MonitorDefaults {
  /** The name of the configured account. */
  readonly account: string;
  /** `annotated`: only what asks for it. */
  readonly enabled: 'all' | 'annotated' | 'none';
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** Codes (`200`) and classes (`2xx`) that count as up; empty: 2xx, or what its login answers. */
  readonly expect: readonly string[];
  /** Where health is told; absent: the object's own first path. */
  readonly path?: string;
  readonly contacts: readonly ContactWish[];
  readonly regions: readonly MonitorRegion[];
}

/** How one site is to be checked, before anything that it names is looked up in the account. */
export interface MonitorWish extends Omit<MonitorDefaults, 'enabled'> {
  /** What people call the monitor; absent: the host. */
  readonly name?: string;
  readonly scheme: 'http' | 'https';
  /** Of the object's rule for the host, as written; absent: none, or one that is matched otherwise than as a prefix. */
  readonly firstPath?: string;
  /** What asks for a login before the application, as people know it: `annotation nginx.ingress.kubernetes.io/auth-url`, `Middleware shop/login`. */
  readonly loginBy?: string;
  readonly keyword?: MonitorKeyword;
  /** What a monitor is called that somebody made for the same URL, and that is to be taken over. */
  readonly formerName?: string;
  /** Ids or exact names. */
  readonly maintenanceWindows: readonly string[];
  /** Ids or exact names. */
  readonly statusPages: readonly string[];
}
