import { readHost } from '#shared/domain/host-name.ts';
import type { RouteParent } from '#shared/domain/routes.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { quoted, some } from '../text.ts';
import type { WrittenHost } from '../types.ts';
import { overlap } from './overlap.ts';
import { type Attached, titleOf } from './parents.ts';

/** The hosts that a route is served for, and through which parents. */
export interface Attachments {
  readonly hosts: readonly WrittenHost[];
  readonly parents: ReadonlyMap<string, readonly RouteParent[]>;
  readonly skipped: readonly Skipped[];
}

/**
 * What a route asks for meets what its listeners have: of each pair the narrower host (Gateway API reference,
 * "HTTPRouteSpec.hostnames"). `open`: the route names no hosts itself, so it has those of its listeners too.
 */
export function attachmentsOf(
  attached: readonly Attached[],
  { wanted, open }: { readonly wanted: readonly WrittenHost[]; readonly open: boolean },
): Attachments {
  const hosts: WrittenHost[] = [];
  const parents = new Map<string, RouteParent[]>();
  const skipped: Skipped[] = [];
  const add = (host: string, field: string, parent: RouteParent): void => {
    const before = parents.get(host) ?? [];
    if (before.length === 0) hosts.push({ text: host, field });
    if (!before.includes(parent)) parents.set(host, [...before, parent]);
  };
  for (const { text, field } of wanted) {
    const read = readHost(text);
    if (!read.ok) hosts.push({ text, field });
    else {
      const met = attached.flatMap(({ parent, listener }) => {
        const host = meeting(read.host, listener.hostname);
        return host === undefined ? [] : [{ host, parent }];
      });
      for (const { host, parent } of met) add(host, field, parent);
      if (met.length === 0 && attached.length > 0) skipped.push(unmet({ text, field }, read.host, attached));
    }
  }
  for (const { parent, listener } of open ? attached : []) {
    const { hostname, name } = listener;
    if (hostname === undefined || hostname === '') continue;
    const read = readHost(hostname);
    add(read.ok ? read.host : hostname, `hostname of listener ${name} of ${titleOf(parent)}`, parent);
  }
  return { hosts, parents, skipped };
}

/** A listener without a host name takes all. */
function meeting(host: string, ofListener: string | undefined): string | undefined {
  if (ofListener === undefined || ofListener === '') return host;
  const read = readHost(ofListener);
  return read.ok ? overlap(read.host, host) : undefined;
}

function unmet({ text, field }: WrittenHost, host: string, attached: readonly Attached[]): Skipped {
  const served = some([...new Set(attached.map(({ listener }) => listener.hostname ?? ''))].map(quoted));
  const message = `${field} ${quoted(text)} fits no listener of ${titleOf(attached[0]?.parent ?? { of: '', key: '' })}, which serve ${served}; use a host beneath`;
  return { host, reason: 'NotAccepted', message };
}
