import type { Configuration, Zone } from '#shared/domain/configuration.ts';
import { momentText } from '#shared/domain/moment-text.ts';
import { CommandError } from '#shared/errors/command-error.ts';
import { zoneItem } from '#shared/rows/claims-keys.ts';
import { claimsLane, dnsLane, type GivenBackRow, givenBackKey, ownedRows, zoneKey } from '#shared/rows/zone-rows.ts';
import { type Action, put, remove, type Table } from '#shared/runtime/table.ts';
import { enqueue } from '#shared/runtime/work-item.ts';
import { lookAtLanes } from './look-again.ts';
import { meant } from './scopes.ts';
import { obey, type Speaker } from './word.ts';

export interface ReleaseOwnershipAnswer {
  readonly zone: string;
  readonly id: string;
  readonly state: 'being given back' | 'given back' | 'taken again';
  /** What external-dns does not take for its own. */
  readonly left: readonly string[];
  readonly message: string;
}

export interface ReleaseOwnershipWish {
  /** The zone's name, or its id where several have the name. */
  readonly zone: string;
  /** Takes it again. */
  readonly undo?: boolean;
}

/**
 * Gives a zone back to external-dns: its records stay, ownership TXT records in Firstlight's own form become external-dns's
 * where it has one, and nothing is written there any more. Said again it tells how far that is.
 * @throws CommandError for an unknown zone, a name that several zones have, or an undo where nothing was given back
 */
export function releaseOwnership(speaker: Speaker, wish: ReleaseOwnershipWish): Promise<ReleaseOwnershipAnswer> {
  const { table, nowMs, by } = speaker;
  return obey(speaker, async (configuration) => {
    const zone = zoneOf(wish.zone.trim(), configuration);
    const known = await table.get(givenBackKey(zone.id));
    if (wish.undo === true) return takeAgain(speaker, { zone, known, configuration });
    const history = { host: `zone:${zone.name}`, action: 'release-ownership', why: 'goes back to external-dns' };
    if (known !== undefined) return { actions: [], rings: [], history, answer: answerOf(zone, known) };
    const row: GivenBackRow = { zone: zone.id, atMs: nowMs, by };
    const again = await lookAgain(table, zone, { configuration, nowMs });
    const records = (await table.query(ownedRows(zone.id))).length;
    const message = `${nameOf(zone)} is being given back to external-dns: its ${records} records with an ownership stay, nothing else is written there; say it again to see what became of the TXT records`;
    return {
      actions: [put(givenBackKey(zone.id), row, 'absent'), ...again.actions],
      rings: again.rings,
      history,
      answer: { zone: zone.name, id: zone.id, state: 'being given back', left: [], message },
    };
  });
}

const nameOf = ({ name, id, view }: Zone): string => `zone ${name} (${view}, ${id})`;

function zoneOf(text: string, { zones }: Configuration): Zone {
  const found = zones.filter(({ id, name }) => id === text || name === text.toLowerCase().replace(/\.$/, ''));
  const [zone, ...others] = found;
  if (zone === undefined) {
    const names = zones.map(({ name }) => name);
    throw new CommandError('unknown', `no zone ${JSON.stringify(text)} is configured${meant(text, names)}`);
  }
  if (others.length === 0) return zone;
  const list = found.map(({ id, view }) => `${id} (${view})`).join(', ');
  throw new CommandError('conflict', `several zones are called ${zone.name}: name one by its id, ${list}`);
}

function answerOf(zone: Zone, { atMs, by, done }: GivenBackRow): ReleaseOwnershipAnswer {
  const said = `${nameOf(zone)} was given back by ${by} at ${momentText(atMs)}`;
  const known = { zone: zone.name, id: zone.id };
  if (done === undefined) {
    const message = `${said}; its ownership TXT records are not all looked at yet`;
    return { ...known, state: 'being given back', left: [], message };
  }
  const { rewritten, left, leftInAll } = done;
  const rest =
    leftInAll === 0
      ? 'external-dns takes all its records for its own'
      : `external-dns leaves ${leftInAll} alone, as it cannot read their ownership:`;
  const message = `${said}: ${rewritten} ownership TXT ${rewritten === 1 ? 'record was' : 'records were'} rewritten; ${rest}`;
  return { ...known, state: 'given back', left, message };
}

interface Known {
  readonly zone: Zone;
  readonly known: GivenBackRow | undefined;
  readonly configuration: Configuration;
}

/** Whatever happened there meanwhile is found by reading it whole, before anything is written. */
async function takeAgain({ table, nowMs }: Speaker, { zone, known, configuration }: Known) {
  if (known === undefined) throw new CommandError('conflict', `${nameOf(zone)} was not given back: it is ours`);
  const again = await lookAgain(table, zone, { configuration, nowMs });
  const message = `${nameOf(zone)} is taken again: it is read whole first, then written as the objects wish`;
  return {
    actions: [remove(givenBackKey(zone.id), 'present'), remove(zoneKey(zone.id)), ...again.actions],
    rings: again.rings,
    history: { host: `zone:${zone.name}`, action: 'release-ownership --undo', why: 'is taken again' },
    answer: { zone: zone.name, id: zone.id, state: 'taken again', left: [], message } as const,
  };
}

/** The zone itself, and everything that has a site there: how a release ends depends on it. */
async function lookAgain(
  table: Table,
  zone: Zone,
  { configuration, nowMs }: { readonly configuration: Configuration; readonly nowMs: number },
): Promise<{ readonly actions: readonly Action[]; readonly rings: readonly string[] }> {
  const lane = dnsLane(zone.id);
  const lanes = [lane, ...configuration.clusters.map(({ name }) => claimsLane(name))];
  const again = await lookAtLanes(table, lanes);
  const item = enqueue({ lane, key: zoneItem(zone.id), row: 'word/word', generation: nowMs, dueMs: nowMs });
  return { actions: [item, ...again.actions], rings: again.lanes };
}
