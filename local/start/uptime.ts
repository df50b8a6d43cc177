import type { StoredText } from '#shared/adapters/stored-text.ts';
import { uptimeRobot } from '#shared/adapters/uptimerobot/uptimerobot.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Route53Request } from '../cloud/route53/request.ts';
import type { Route53Response } from '../cloud/route53/xml-out.ts';
import { plans } from '../cloud/uptimerobot/plans.ts';
import { UptimeRobot } from '../cloud/uptimerobot/uptimerobot.ts';
import { refusing } from './refusing.ts';

/** The same for every account: nothing is behind it. */
const apiKey = 'sandbox';
const root = '/uptimerobot/';
/** Made by people on the provider's pages; ids are of one kind. */
const firstContact = 101;

/** A strict account of UptimeRobot for each that is configured, with the contacts that the configuration names. */
export function openUptime({ monitors, edges }: Configuration, stored: StoredText | undefined): Uptime {
  const contacts = [monitors, ...(monitors?.namespaces ?? []), ...edges.map((edge) => edge.monitors)].flatMap(
    (one) => one?.contacts ?? [],
  );
  const names = [...new Set(contacts.map(({ contact }) => contact))];
  const kept = stored?.read();
  const before = new Map(
    Object.entries(kept === undefined ? {} : refusing('--data: uptimerobot.json', () => JSON.parse(kept))),
  );
  const accounts = new Map(
    (monitors?.accounts ?? []).map(({ name }): [string, UptimeRobot] => {
      const account = new UptimeRobot({
        keys: { [apiKey]: 'main' },
        plan: plans.enterprise,
        contacts: names.map((contact, at) => ({ id: firstContact + at, name: contact })),
        onRequest: ({ request, response }) => {
          if (request.method !== 'GET' && response.status < 300) keep();
        },
      });
      if (before.has(name)) refusing('--data: uptimerobot.json', () => account.restore(before.get(name)));
      return [name, account];
    }),
  );
  const keep = (): void =>
    stored?.write(JSON.stringify(Object.fromEntries([...accounts].map(([name, one]) => [name, one.snapshot()]))));
  return {
    accounts,
    handles: ({ path }) => path.startsWith(root),
    handle(request, nowMs) {
      const [name = '', ...rest] = request.path.slice(root.length).split('/');
      const account = accounts.get(name);
      if (account === undefined) return { status: 404, headers: {}, body: '' };
      return account.handle({ ...request, path: `/${rest.join('/')}` }, nowMs);
    },
  };
}

/** The local accounts, by the names of the configuration. */
export interface Uptime {
  readonly accounts: ReadonlyMap<string, UptimeRobot>;
  handles(request: Route53Request): boolean;
  handle(request: Route53Request, nowMs: number): Route53Response;
}

/** Where an account of the configuration answers here; no secret of it is read. */
export const providerOf = (name: string, url: string, clock: Pick<Clock, 'now'>) =>
  uptimeRobot({ apiKey, clock, endpoint: `${url}${root}${name}/v3` });
