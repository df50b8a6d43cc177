import { RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import type { Action, Table } from '#shared/runtime/table.ts';
import { restorableTable, type Snapshot } from '../../support/restorable-table.ts';
import type { Engine } from '../engine/engine.ts';
import type { Process } from '../engine/process.ts';

/** A transaction that was committed. */
export interface Commit {
  readonly by: string;
  readonly actions: readonly Action[];
  readonly nowMs: number;
}

/** The table of the deployment: one store, seen by each process through calls that may fail. */
export interface Store {
  /** As one process reaches it. */
  tableOf(process: Process): Table;
  /** As it is, for whoever judges and for people's commands: nothing goes wrong between them and it. */
  readonly truth: Table;
  readonly isAway: boolean;
  /** How often it was restored or lost. */
  readonly restores: number;
  snapshot(): Snapshot;
  /** Away for as long as a restore takes; then the rows of the snapshot, in a table of a new life. */
  restore(snapshot: Snapshot | undefined): Promise<void>;
  onCommit(listener: (commit: Commit) => void): void;
  onNewLife(listener: () => void): void;
  close(): void;
}

/** A restore waits this long before the name exists again, so that no drain outlives its table (design §3.3). */
export const restoreMs = 125_000;

export function createStore(engine: Engine): Store {
  const { faults, trace, scheduler } = engine;
  const rows = restorableTable();
  const listeners: ((commit: Commit) => void)[] = [];
  const lifeListeners: (() => void)[] = [];
  const underway = new Map<string, number>();
  let away = false;
  let restores = 0;

  const guarded = <Answer>(process: Process, what: string, run: () => Promise<Answer>): Promise<Answer> =>
    process.call(`table.${what}`, () => {
      if (away) throw new RetryableError('the table is being restored');
      if (faults.hit('table.throttled')) throw new ThrottledError('the table asks to slow down', 2_000);
      return run();
    });

  async function write(by: string, actions: readonly Action[]): Promise<void> {
    await rows.transact(actions);
    trace.note(by, `table ${actions.map(describeAction).join(' ')}`);
    for (const listener of listeners) listener({ by, actions, nowMs: scheduler.now() });
  }

  async function commit(process: Process, actions: readonly Action[]): Promise<void> {
    await write(process.name, actions);
    if (faults.hit('table.answerLost')) throw new RetryableError('socket hang up', { ambiguous: true });
  }

  /** DynamoDB cancels one of two transactions that are on the same row (TransactWriteItems, TransactionConflict). */
  async function transact(process: Process, actions: readonly Action[]): Promise<void> {
    const names = actions.map(({ key }) => `${key.pk} ${key.sk}`);
    for (const name of names) underway.set(name, (underway.get(name) ?? 0) + 1);
    try {
      await guarded(process, 'transact', async () => {
        const meets = names.some((name) => (underway.get(name) ?? 0) > 1);
        if (meets && faults.hit('table.conflict')) throw new RetryableError('another transaction was on the same rows');
        await commit(process, actions);
      });
    } finally {
      for (const name of names) underway.set(name, (underway.get(name) ?? 1) - 1);
    }
  }

  return {
    truth: {
      get: (key) => rows.get(key),
      getMany: (keys) => rows.getMany(keys),
      query: (partition, range) => rows.query(partition, range),
      transact: (actions) => write('somebody', actions),
      incarnation: () => rows.incarnation(),
    },
    get isAway() {
      return away;
    },
    get restores() {
      return restores;
    },
    tableOf: (process) => ({
      get: (key) => guarded(process, 'get', () => rows.get(key)),
      getMany: (keys) => guarded(process, 'getMany', () => rows.getMany(keys)),
      query: (partition, range) => guarded(process, 'query', () => rows.query(partition, range)),
      transact: (actions) => transact(process, actions),
      incarnation: () => guarded(process, 'incarnation', () => rows.incarnation()),
    }),
    snapshot: () => rows.snapshot(),
    async restore(snapshot) {
      away = true;
      restores += 1;
      trace.note('table', snapshot === undefined ? 'lost' : 'is being restored');
      await engine.sleep(restoreMs);
      await rows.restore(snapshot ?? new Map());
      away = false;
      trace.note('table', `lives again with ${snapshot?.size ?? 0} rows`);
      for (const listener of lifeListeners) listener();
    },
    onCommit: (listener) => void listeners.push(listener),
    onNewLife: (listener) => void lifeListeners.push(listener),
    close: () => rows.close(),
  };
}

const signs = { put: '+', delete: '-', check: '?' } as const;
const describeAction = ({ action, key }: Action): string => `${signs[action]}${key.pk}|${key.sk}`;
