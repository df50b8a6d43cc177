import type { Rule } from './rule.ts';

/** What a rule says of hosts. */
export interface RuleHosts {
  /** Those whose requests it may match, as written, each once. */
  readonly hosts: readonly string[];
  /** Regular expressions that are to match hosts. */
  readonly patterns: readonly string[];
}

/**
 * The hosts that a rule names and may serve: named outside of every `!`, and not excluded by the rest of the rule. What
 * depends on other things (a path, a header) may be either. Host and HostHeader are the same (Traefik v2).
 */
export function hostsOfRule(rule: Rule): RuleHosts {
  const named = { hosts: new Set<string>(), patterns: new Set<string>() };
  collect(rule, false, named);
  return {
    hosts: [...named.hosts].filter((host) => isServed(rule, plain(host)) !== false),
    patterns: [...named.patterns],
  };
}

const isHost = (name: string): boolean => ['host', 'hostheader'].includes(name.toLowerCase());

function collect(rule: Rule, negated: boolean, into: { readonly hosts: Set<string>; readonly patterns: Set<string> }) {
  switch (rule.kind) {
    case 'not':
      return collect(rule.rule, !negated, into);
    case 'and':
    case 'or':
      for (const one of rule.rules) collect(one, negated, into);
      return;
    case 'matcher': {
      if (negated) return;
      const set = isHost(rule.name) ? into.hosts : rule.name.toLowerCase() === 'hostregexp' ? into.patterns : undefined;
      for (const value of rule.values) set?.add(value);
    }
  }
}

/** Whether a request for the host is matched; undefined: that depends on other things. */
function isServed(rule: Rule, host: string): boolean | undefined {
  switch (rule.kind) {
    case 'matcher':
      return isHost(rule.name) ? rule.values.some((value) => plain(value) === host) : undefined;
    case 'not': {
      const inner = isServed(rule.rule, host);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
    case 'or': {
      const decisive = rule.kind === 'or';
      const parts = rule.rules.map((one) => isServed(one, host));
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
  }
}

const plain = (host: string): string => host.trim().toLowerCase().replace(/\.$/, '');
