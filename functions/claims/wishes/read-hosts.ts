import { readHost } from '#shared/domain/host-name.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted } from './text.ts';
import type { WrittenHost } from './types.ts';

/**
 * Hosts of one object that are served at most, and what their names may take together: an object's row keeps both, twice
 * while they change, and has 400 KB (see `plan/fitted-row.ts`).
 */
export const hostsLimit = 1_200;
export const hostsLimitBytes = 64_000;
/** Quotes and a comma. */
const aroundBytes = 3;

/** The hosts in their one spelling, each once, in the order written. */
export function readHosts(
  written: readonly WrittenHost[],
  source: string,
): { readonly hosts: readonly string[]; readonly skipped: readonly Skipped[] } {
  const hosts = new Set<string>();
  const skipped = new Map<string, Skipped>();
  let above = 0;
  let bytes = 0;
  for (const { text, field } of written) {
    const read = readHost(text);
    if (read.ok) {
      const more = hosts.has(read.host) ? 0 : read.host.length + aroundBytes;
      if (more > 0 && (hosts.size >= hostsLimit || bytes + more > hostsLimitBytes)) above += 1;
      else hosts.add(read.host);
      if (hosts.has(read.host)) bytes += more;
    } else if (!skipped.has(text) && skipped.size < hostsLimit) {
      skipped.set(text, {
        host: cut(text),
        reason: 'InvalidHost',
        message: `${source}: ${field} ${quoted(text)} ${read.problem}`,
      });
    }
  }
  return { hosts: [...hosts], skipped: [...skipped.values(), ...aboveLimit(above, { served: hosts.size, source })] };
}

function aboveLimit(count: number, { served, source }: { served: number; source: string }): readonly Skipped[] {
  if (count === 0) return [];
  const message = `${source}: ${count} hosts beyond the first ${served} are not served; spread them over several objects`;
  return [{ reason: 'TooManyHosts', message }];
}

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
