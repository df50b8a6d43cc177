import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDynamoTable } from '../../shared/adapters/table-dynamodb.ts';
import type { Emulator, Outputs } from './cdk.ts';
import type { Fault, Struck } from './faults.ts';
import { region, zoneId } from './installation.ts';

interface Told extends Emulator {
  readonly farUrl: string;
  readonly dnsPort: number;
  readonly outputs: Outputs;
  /** The folder that it was deployed from. */
  readonly assembly: string;
}

/** What the part has started, and what is deployed in it. */
export const told: Told = JSON.parse(process.env['FIRSTLIGHT_E2E'] ?? '{}');

/** A client of the emulator with the rights of an account's root. */
export const rootOf = (accountId: string) => ({
  endpoint: told.endpoint,
  region,
  credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
});

export const tableOf = (accountId: string, tableName: string) =>
  openDynamoTable({ tableName, client: rootOf(accountId) });

const resolver = new Resolver({ timeout: 1_000, tries: 2 });
resolver.setServers([`127.0.0.1:${told.dnsPort}`]);

/** The addresses that DNS answers; none for a name that is not there. */
export const resolveHost = (host: string): Promise<readonly string[]> => resolver.resolve4(host).catch(() => []);

export const answers = async (...hosts: readonly string[]): Promise<boolean> =>
  (await Promise.all(hosts.map(resolveHost))).every((addresses) => addresses.length > 0);
export const isGone = async (...hosts: readonly string[]): Promise<boolean> =>
  (await Promise.all(hosts.map(resolveHost))).every((addresses) => addresses.length === 0);

/** A busy machine may take ten times as long as an idle one; what hangs is still found. */
export const patienceMs = 240_000;

/** Waits until something holds, and returns how long that took. @throws Error that says what did not come true */
export async function until(what: string, holds: () => Promise<boolean>, withinMs = patienceMs): Promise<number> {
  const begun = performance.now();
  for (;;) {
    if (await holds()) return Math.round(performance.now() - begun);
    if (performance.now() - begun > withinMs) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await sleep(200);
  }
}

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${told.farUrl}/_far/${path}`, init ?? {});
  return (await response.json()) as Answer;
}

/** Breaks calls of functions until it is lifted. */
export const breakCalls = (name: string, fault: Fault): Promise<Struck> =>
  ask(`faults/${name}`, { method: 'PUT', body: JSON.stringify(fault) });
export const liftFault = (name: string): Promise<Struck> => ask(`faults/${name}`, { method: 'DELETE' });
export const struckBy = (name: string): Promise<Struck> => ask(`faults/${name}`);

/** Has the rights of a role to ACM judged by these statements from now on. */
export const tellPolicy = (role: string, statements: readonly object[]): Promise<unknown> =>
  ask(`policies/${role}`, { method: 'PUT', body: JSON.stringify(statements) });

/** How often each call was made so far, by service and name. */
export const callCounts = (): Promise<Readonly<Record<string, number>>> => ask('counts');

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
}
/** The record sets of a part's zone, but for those that keep the zone alive. */
export const recordsOf = async (part: string): Promise<readonly RecordSet[]> =>
  (await ask<readonly RecordSet[]>(`records/${zoneId(part)}`)).filter(({ Type }) => Type !== 'NS' && Type !== 'SOA');

interface ToldMessage {
  readonly ts: string;
  readonly text: string;
  /** Of the message that it answers. */
  readonly threadTs?: string;
  readonly editedTs?: string;
}
/** All that stands in Slack. */
export const shownMessages = (): Promise<readonly ToldMessage[]> => ask('messages');

/** As the provider calls whoever is to be told. */
export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** Makes the checks that are due; the calls that follow. */
export const makeChecks = (met: object): Promise<readonly WebhookCall[]> =>
  ask('checks', { method: 'PUT', body: JSON.stringify(met) });

interface WatchedThere {
  readonly monitors: readonly { readonly url: string; readonly status: string }[];
  readonly integrations: readonly { readonly customHeaders: Readonly<Record<string, string>> | null }[];
}
/** What the account of the provider has. */
export const watchedThere = (): Promise<WatchedThere> => ask('watched');

/** The names of the certificates that the load balancer of the part `secure` shows. */
export const shownNames = (): Promise<readonly string[]> => ask('certificates');

/** The changes that were asked of a part's zone so far, refused ones too. */
export const changesOf = async (part: string): Promise<number> =>
  (await callCounts())[`route53 POST /2013-04-01/hostedzone/${zoneId(part)}/rrset`] ?? 0;
