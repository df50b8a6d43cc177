import type { MonitorContact, MonitorSpec } from '#shared/domain/monitor.ts';
import type { NamedThing } from '#shared/domain/monitor-account.ts';
import type { MonitorWish } from '#shared/domain/monitor-wish.ts';
import type { Hindrance } from './lane-state.ts';
import { type CheckedSite, type NoCheck, urlCheckOf } from './url.ts';

/** What of the account wishes may name; absent: not read yet. */
export interface AccountNames {
  readonly contacts?: KnownThings;
  readonly windows?: KnownThings;
  readonly pages?: KnownThings;
}

export interface KnownThings {
  readonly items: readonly NamedThing[];
  /** Why they could not be read anew. */
  readonly failure?: Hindrance;
}

export interface KnownOfAccount extends AccountNames {
  /** The id of what tells us of monitors that turn. */
  readonly webhook?: string;
}

/** A wish with everything that it names looked up. */
export interface ResolvedWish {
  readonly check: MonitorSpec;
  /** Ids of status pages. */
  readonly pages: readonly string[];
  /** What the check does not see, for people. */
  readonly limits?: string;
  /** Something that it names is not there: the check lacks it. */
  readonly missing?: Hindrance;
}

/** What a site's monitor is to be, or why there is none. */
export function resolveWish(site: CheckedSite, wish: MonitorWish, names: KnownOfAccount): ResolvedWish | NoCheck {
  const check = urlCheckOf(site, wish);
  if ('problem' in check) return check;
  const { limits, ...answer } = check;
  const contacts = wish.contacts.map(({ contact, ...told }) => ({
    told,
    found: find('contact', contact, names.contacts),
  }));
  const windows = wish.maintenanceWindows.map((one) => find('maintenance window', one, names.windows));
  const pages = wish.statusPages.map((one) => find('status page', one, names.pages));
  const missing = [...contacts.map(({ found }) => found), ...windows, ...pages].find(isMissing);
  const people = contacts.flatMap(({ told, found }): readonly MonitorContact[] =>
    typeof found === 'string' ? [{ id: found, ...told }] : [],
  );
  const us = names.webhook === undefined ? [] : [{ id: names.webhook, delayMinutes: 0, repeatMinutes: 0 }];
  return {
    check: {
      name: (wish.name ?? site.site.host).slice(0, mostName),
      ...answer,
      intervalSeconds: wish.intervalSeconds,
      timeoutSeconds: wish.timeoutSeconds,
      method: 'GET',
      verifyTls: wish.scheme === 'https',
      ...(wish.keyword === undefined ? {} : { keyword: wish.keyword }),
      regions: [...new Set(wish.regions)].sort(),
      contacts: [...us, ...people].filter(isFirst).sort((a, b) => (a.id < b.id ? -1 : 1)),
      maintenanceWindows: idsOf(windows),
      tags: [],
    },
    pages: idsOf(pages),
    ...(limits === undefined ? {} : { limits }),
    ...(missing === undefined ? {} : { missing }),
  };
}

/** UptimeRobot API v3, friendlyName. */
const mostName = 250;

/** Whether a wish names something of that kind. */
export const namesOf = (wish: MonitorWish): readonly (keyof AccountNames)[] => [
  ...(wish.contacts.length > 0 ? (['contacts'] as const) : []),
  ...(wish.maintenanceWindows.length > 0 ? (['windows'] as const) : []),
  ...(wish.statusPages.length > 0 ? (['pages'] as const) : []),
];

/** By the id, else by the exact name. */
function find(kind: string, named: string, known: KnownThings | undefined): string | Hindrance {
  if (known === undefined) return { reason: 'Waiting', message: `the ${kind}s of the account are not read yet` };
  const { items, failure } = known;
  const found = items.find(({ id }) => id === named) ?? items.find(({ name }) => name === named);
  if (found !== undefined) return found.id;
  if (failure !== undefined) return failure;
  const names = items.flatMap(({ name, isAddress }) => (isAddress === true ? [] : JSON.stringify(name)));
  const shown = [...names.slice(0, 5), ...(names.length > 5 || names.length < items.length ? ['…'] : [])].join(', ');
  const others = items.length === 0 ? 'it has none' : `it has ${shown}`;
  const message = `the account has no ${kind} ${JSON.stringify(named)}; make it there, or correct the name: ${others}`;
  return { reason: 'UnknownReference', message };
}

const isMissing = (found: string | Hindrance): found is Hindrance => typeof found !== 'string';
const isFirst = (one: MonitorContact, at: number, all: readonly MonitorContact[]): boolean =>
  all.findIndex(({ id }) => id === one.id) === at;
const idsOf = (found: readonly (string | Hindrance)[]): readonly string[] =>
  [...new Set(found.filter((one) => typeof one === 'string'))].sort();
