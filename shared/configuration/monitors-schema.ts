import * as z from 'zod';
import type { ContactWish } from '../domain/monitor-wish.ts';
import * as own from './monitors-syntax.ts';
import { describeProblem } from './problems.ts';
import { secret } from './secret-schema.ts';
import { choice, list, section, text, whole } from './shapes.ts';
import * as syntax from './syntax.ts';

const contact = section({
  contact: text(own.contact),
  delayMinutes: whole(0, 10_000, 'minutes').default(0),
  repeatMinutes: whole(0, 10_000, 'minutes').default(0),
});

/** A contact alone is told at once, and once. */
const told = z.union([text(own.contact), contact], {
  error: describeProblem('is no contact', `${own.contact.instead}, or { contact, delayMinutes, repeatMinutes }`),
});

const contacts = list(told, 'contacts').transform((all): readonly ContactWish[] =>
  all
    .map((one) => (typeof one === 'string' ? { contact: one, delayMinutes: 0, repeatMinutes: 0 } : one))
    .sort((a, b) => (a.contact < b.contact ? -1 : 1)),
);

const each = {
  account: text(syntax.plainName).exactOptional(),
  enabled: choice(['all', 'annotated', 'none'], { off: 'none', on: 'all', 'opt-in': 'annotated' }).exactOptional(),
  intervalSeconds: whole(30, 86_400, 'seconds').exactOptional(),
  timeoutSeconds: whole(1, 60, 'seconds').exactOptional(),
  expect: list(text(own.status), 'codes and classes').exactOptional(),
  path: text(own.path).exactOptional(),
  contacts: contacts.exactOptional(),
  regions: list(
    choice(['north-america', 'europe', 'asia', 'oceania'], {
      na: 'north-america',
      eu: 'europe',
      as: 'asia',
      oc: 'oceania',
    }),
    'regions',
  ).exactOptional(),
};

/** What an edge or some namespaces say otherwise. */
export const monitorFields = section(each);

export const monitorAccount = section({
  name: text(syntax.plainName),
  provider: choice(['uptimerobot']),
  apiKey: secret,
  webhook: section({ secret }).exactOptional(),
  adopt: list(text(own.adopted), 'ids and names').default([]),
});

export const monitorNamespaces = section({
  namespaces: list(text(syntax.namespacePattern), 'namespace patterns', { min: 1, one: 'namespace pattern' }),
  cluster: text(syntax.plainName).exactOptional(),
  ...each,
});

const afterRelease = z.union([choice(['immediately', 'never']), section({ seconds: whole(0, 2_592_000, 'seconds') })], {
  error: describeProblem('is not known', "write 'immediately', 'never' or { seconds }"),
});

/** Who watches from outside, and how. */
export const monitors = section({
  accounts: list(monitorAccount, 'accounts', { min: 1, one: 'account' }),
  ...each,
  namespaces: list(monitorNamespaces, 'namespaces').default([]),
  afterRelease: afterRelease.default({ seconds: 600 }),
}).transform(({ account, enabled, intervalSeconds, timeoutSeconds, expect, contacts: all, regions, ...rest }) => ({
  ...rest,
  account: account ?? rest.accounts[0]?.name ?? '',
  enabled: enabled ?? 'all',
  intervalSeconds: intervalSeconds ?? 300,
  timeoutSeconds: timeoutSeconds ?? 30,
  expect: expect ?? [],
  contacts: all ?? [],
  regions: regions ?? [],
}));
