import type { CaaRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { RetryableError } from '#shared/errors/kinds.ts';

export interface PublicDnsOptions {
  /** `address:port` of resolvers. Absent: those of the machine. */
  readonly servers?: readonly string[];
  /** How long one try waits. Default 2000. */
  readonly timeoutMs?: number;
}

const tries = 2;
/** Codes of node:dns: the name is not there, or has no record of that type. */
const absent = new Set(['ENOTFOUND', 'ENODATA']);

/** Public DNS by way of a resolver. @throws RetryableError where nobody answers, never ambiguous */
export class PublicResolver {
  readonly #resolver: Resolver;

  constructor({ servers, timeoutMs = 2000 }: PublicDnsOptions = {}) {
    this.#resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers !== undefined) this.#resolver.setServers(servers);
  }

  /**
   * RFC 8659 §3: the records of the name itself, else of the nearest name above it that has any; CNAMEs are followed on the
   * way, but what they lead to is not climbed. A wildcard has those of its domain.
   */
  async caa(name: string): Promise<readonly { readonly tag: string; readonly value: string }[]> {
    const labels = name.replace(/^\*\./, '').split('.');
    for (let from = 0; from < labels.length; from += 1) {
      const at = labels.slice(from).join('.');
      const records = await ask('CAA', at, () => this.#resolver.resolveCaa(at));
      if (records.length > 0) return records.flatMap(tagged);
    }
    return [];
  }

  async cname(name: string): Promise<string | undefined> {
    const [target] = await ask('CNAME', name, () => this.#resolver.resolveCname(name));
    return target === undefined ? undefined : undotted(target);
  }

  /** A resolver follows a CNAME, also that of a wildcard: where there is one nothing is handed on (RFC 1034 §3.6.2). */
  async nameServers(zone: string): Promise<readonly string[]> {
    const servers = await ask('NS', zone, () => this.#resolver.resolveNs(zone));
    if (servers.length === 0 || (await this.cname(zone)) !== undefined) return [];
    return servers.map(undotted).toSorted();
  }

  async addresses(name: string): Promise<readonly string[]> {
    const both = await Promise.all([
      ask('A', name, () => this.#resolver.resolve4(name)),
      ask('AAAA', name, () => this.#resolver.resolve6(name)),
    ]);
    return both.flat().toSorted();
  }
}

async function ask<Answer>(
  type: string,
  name: string,
  send: () => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  try {
    return await send();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (absent.has(code)) return [];
    throw new RetryableError(`DNS: no answer about ${type} of ${name}: ${code}`, { cause: error });
  }
}

/** Node has the tag as the name of a member beside these two. */
const tagged = (record: CaaRecord) =>
  Object.entries(record)
    .filter(([member]) => member !== 'critical' && member !== 'type')
    .map(([tag, value]) => ({ tag: tag.toLowerCase(), value: String(value) }));

const undotted = (name: string): string => name.toLowerCase().replace(/\.$/, '');
