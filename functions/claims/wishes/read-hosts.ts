import { readHost } from '#shared/domain/host-name.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted } from './text.ts';
import type { WrittenHost } from './types.ts';

/**
 * Hosts of one object that are served at most. An object's row keeps how each of its hosts stands, and a row may have
 * 400 KB (Amazon DynamoDB, "Quotas", item size).
 */
export const hostsLimit = 1_200;

/** The hosts in their one spelling, each once, in the order written. */
export function readHosts(
  written: readonly WrittenHost[],
  source: string,
): { readonly hosts: readonly string[]; readonly skipped: readonly Skipped[] } {
  const hosts = new Set<string>();
  const skipped = new Map<string, Skipped>();
  let above = 0;
  for (const { text, field } of written) {
    const read = readHost(text);
    if (read.ok && (hosts.has(read.host) || hosts.size < hostsLimit)) hosts.add(read.host);
    else if (read.ok) above += 1;
    else if (!skipped.has(text) && skipped.size < hostsLimit) {
      skipped.set(text, {
        host: cut(text),
        reason: 'InvalidHost',
        message: `${source}: ${field} ${quoted(text)} ${read.problem}`,
      });
    }
  }
  return { hosts: [...hosts], skipped: [...skipped.values(), ...aboveLimit(above, source)] };
}

function aboveLimit(count: number, source: string): readonly Skipped[] {
  if (count === 0) return [];
  const message = `${source}: ${count} hosts beyond the first ${hostsLimit} are not served; spread them over several objects`;
  return [{ reason: 'TooManyHosts', message }];
}

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
