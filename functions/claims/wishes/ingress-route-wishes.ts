import type { IngressRoute } from '#shared/domain/routes.ts';
import type { ObjectRef } from '#shared/domain/site.ts';
import type { Skipped } from '#shared/rows/object-rows.ts';
import { collect } from './collect.ts';
import { named } from './no-wishes.ts';
import { quoted } from './text.ts';
import { ingressRouteWay } from './traefik/entry.ts';
import { readRule } from './traefik/rule.ts';
import { hostsOfRule } from './traefik/rule-hosts.ts';
import type { WishContext, Wishes, WrittenHost } from './types.ts';
import { readWhole, toldOfInside, withoutEdge } from './whole.ts';
import { annotatedHosts } from './written-hosts.ts';

/** An IngressRoute asks for the hosts that its rules serve, and for those of its annotation. */
export function ofIngressRoute(ref: ObjectRef, route: IngressRoute, context: WishContext): Wishes {
  const whole = readWhole(ref, route, context);
  if ('wishes' in whole) return whole;
  const choice = ingressRouteWay(route, context);
  if (choice.kind === 'none') return withoutEdge(ref, choice.skipped);
  const { hosts: ruled, skipped, unread } = ruledHosts(route);
  const hosts = [...ruled, ...annotatedHosts(route, 'hostname')];
  const before = [...skipped, ...toldOfInside(route)];
  const wishes = collect({ ...whole, object: route, wayOf: () => choice }, { hosts, by: 'hostname', before });
  const keepOthers = wishes.keepOthers || unread;
  const nothing = hosts.length === 0 && skipped.length === 0 && !keepOthers;
  return { ...wishes, keepOthers, skipped: nothing ? [...wishes.skipped, named(ref, noHost)] : wishes.skipped };
}

const noHost: Skipped = {
  reason: 'NoHost',
  message: 'names no host; add Host(`app.example.com`) to a rule or the annotation firstlight.dev/hostname',
};

interface Ruled {
  readonly hosts: readonly WrittenHost[];
  readonly skipped: readonly Skipped[];
  /** A rule could not be read: what it was to serve is not known. */
  readonly unread: boolean;
}

function ruledHosts({ matches }: IngressRoute): Ruled {
  const hosts: WrittenHost[] = [];
  const skipped = new Map<string, Skipped>();
  let unread = false;
  for (const [index, text] of matches.entries()) {
    const field = `spec.routes[${index}].match`;
    const read = readRule(text);
    if ('problem' in read) {
      unread = true;
      skipped.set(field, { reason: 'InvalidObject', message: `${field} ${quoted(text)} ${read.problem}` });
      continue;
    }
    const ruled = hostsOfRule(read.rule);
    hosts.push(...ruled.hosts.map((host) => ({ text: host, field })));
    for (const pattern of ruled.patterns) {
      const message = `${field} has HostRegexp(${quoted(pattern)}), which names no single host; write those that are to be found in firstlight.dev/hostname`;
      if (!skipped.has(pattern)) skipped.set(pattern, { reason: 'UnsupportedMatch', message });
    }
  }
  return { hosts, skipped: [...skipped.values()], unread };
}
