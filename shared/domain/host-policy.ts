import type { Policy } from './policy.ts';

/** Who may claim which host names. */
export interface HostPolicy {
  /** What holds for a host that no rule matches. Default `allow`. */
  readonly default: 'allow' | 'refuse';
  /** Reserved patterns; the most specific matching pattern decides. Default none. */
  readonly rules: readonly HostRule[];
  /** The most sites that one namespace of one cluster may hold. Absent: no limit. */
  readonly quota?: number;
}

/** Reserves host patterns for namespaces; rules of the same pattern add up. */
export interface HostRule {
  /** Host patterns: `*` stands for one label, `**` for one or more. */
  readonly hosts: readonly string[];
  /** The cluster whose namespaces are meant. Absent: every cluster. */
  readonly cluster?: string;
  /** Namespace patterns: `*` stands for any run of characters. */
  readonly namespaces: readonly string[];
  /** What may be done for these hosts at most. Absent: no say. */
  readonly policy?: Policy;
}
