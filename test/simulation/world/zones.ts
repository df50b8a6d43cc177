import { AsyncLocalStorage } from 'node:async_hooks';
import type { ResourceRecordSet } from '#local/cloud/route53/record-set.ts';
import { Route53 } from '#local/cloud/route53/route53.ts';
import { Route53HostedZones } from '#shared/adapters/route53.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { HostedZones } from '../../../functions/dns/ports.ts';
import { inProcess } from '../../functions/dns/in-process.ts';
import { bodyOf, post } from '../../local/cloud/route53/ask.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';
import type { HandChange } from './hand-change.ts';
import { racingEdit } from './racing-edit.ts';
import { drawRoute53Fault } from './route53-faults.ts';

/** A change of a zone that took effect, whoever made it and whatever was answered. */
export interface ZoneChange {
  readonly zone: string;
  readonly removed: readonly ResourceRecordSet[];
  readonly added: readonly ResourceRecordSet[];
  /** All of the zone, after. */
  readonly after: readonly ResourceRecordSet[];
  /** Undefined: somebody else than Firstlight. */
  readonly by: Process | undefined;
  readonly nowMs: number;
}

/** A request of Firstlight that Route 53 refused by itself, not by a fault. */
export interface Refused {
  readonly action: string;
  readonly status: number;
  readonly body: string;
  readonly by: Process | undefined;
}

/** Route 53 of the world: the strict model behind the real adapter. */
export interface Zones {
  portOf(process: Process): HostedZones;
  readonly model: Route53;
  /** Whoever writes by hand; changes that Route 53 refuses change nothing. */
  edit(zone: string, who: string, changes: readonly HandChange[]): void;
  recordSets(zone: string): readonly ResourceRecordSet[];
  onChange(listener: (change: ZoneChange) => void): void;
  onRefused(listener: (refused: Refused) => void): void;
}

/** How long a change that was accepted takes to be everywhere. */
export const processingMs = 200;

export function createZones(engine: Engine, all: Configuration['zones']): Zones {
  const { scheduler, trace } = engine;
  const asking = new AsyncLocalStorage<Process>();
  const changeListeners: ((change: ZoneChange) => void)[] = [];
  const refusedListeners: ((refused: Refused) => void)[] = [];
  const known = new Map<string, ReadonlyMap<string, ResourceRecordSet>>();
  const faulted = new Set<object>();
  const model = new Route53({
    zones: all.map(({ id, name, view }) => ({ id, name, private: view === 'private' })),
    limits: { processingMs, account: { capacity: 50, refillPerSecond: 10 } },
    faults: (request) => {
      const fault = asking.getStore() === undefined ? undefined : drawRoute53Fault(engine, request);
      if (fault !== undefined) faulted.add(request);
      return fault;
    },
    onRequest: ({ action, request, response }) => {
      const by = asking.getStore();
      if (action === 'ChangeResourceRecordSets') notice(zoneOf(request.path), by);
      if (response.status >= 400 && !faulted.has(request) && by !== undefined) {
        for (const listener of refusedListeners) listener({ action, status: response.status, body: response.body, by });
      }
      faulted.delete(request);
    },
  });
  const notice = (zone: string, by: Process | undefined): void => {
    const after = model.recordSets(zone);
    const before = known.get(zone) ?? new Map<string, ResourceRecordSet>();
    const now = new Map(after.map((set) => [JSON.stringify(set), set]));
    known.set(zone, now);
    const removed = [...before].flatMap(([text, set]) => (now.has(text) ? [] : [set]));
    const added = [...now].flatMap(([text, set]) => (before.has(text) ? [] : [set]));
    if (removed.length + added.length === 0) return;
    trace.note(by?.name ?? 'somebody', `zone ${zone}${texts('-', removed)}${texts('+', added)}`);
    for (const listener of changeListeners) listener({ zone, removed, added, after, by, nowMs: scheduler.now() });
  };
  const adapter = new Route53HostedZones({
    credentials: { accessKeyId: 'simulation', secretAccessKey: 'simulation' },
    requestHandler: inProcess(model, () => scheduler.now()),
    deadline: () => new AbortController().signal,
  });
  const ask = <Answer>(process: Process, what: string, run: () => Promise<Answer>): Promise<Answer> =>
    process.call(`route53.${what}`, () => asking.run(process, () => engine.real(run)));
  /** Outside every process: nobody of ours has asked for it. */
  const edit: Zones['edit'] = (zone, who, changes) =>
    asking.exit(() => {
      const { status } = post(model, bodyOf(changes), scheduler.now(), zone);
      trace.note(
        who,
        status === 200
          ? `edited ${zone}`
          : `may not edit ${zone}: ${texts(
              '',
              changes.map(({ set }) => set),
            )}`,
      );
    });
  for (const { id } of all) notice(id, undefined);
  return {
    model,
    portOf: (process) => ({
      list: (zone, start) => ask(process, 'list', () => adapter.list(zone, start)),
      change: (zone, changes) =>
        ask(process, 'change', () => {
          if (engine.faults.hit('race.edited'))
            edit(zone, 'somebody-faster', racingEdit(changes, model.recordSets(zone)));
          return adapter.change(zone, changes);
        }),
      getChange: (change) => ask(process, 'getChange', () => adapter.getChange(change)),
      recordLimit: (zone) => ask(process, 'recordLimit', () => adapter.recordLimit(zone)),
    }),
    edit,
    recordSets: (zone) => model.recordSets(zone),
    onChange: (listener) => void changeListeners.push(listener),
    onRefused: (listener) => void refusedListeners.push(listener),
  };
}

const zoneOf = (path: string): string => path.split('/')[3] ?? '';
const texts = (sign: string, sets: readonly ResourceRecordSet[]): string =>
  sets.map((set) => ` ${sign}${setText(set)}`).join('');

export function setText({ Name, Type, SetIdentifier, ResourceRecords, AliasTarget }: ResourceRecordSet): string {
  const values = ResourceRecords?.map(({ Value }) => Value).join(',') ?? `alias ${AliasTarget?.DNSName ?? ''}`;
  return `${Name} ${Type}${SetIdentifier === undefined ? '' : ` [${SetIdentifier}]`} ${values}`;
}
