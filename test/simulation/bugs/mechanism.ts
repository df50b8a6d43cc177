import { type Bug, withOperation } from './bug.ts';

/** Mistakes in shared/runtime: leases, items, crashes, the configuration. */
export const mechanismBugs: readonly Bug[] = [
  {
    name: 'no-last-look',
    breaks: 'a lane is not looked at once more after its lease is given back, so a ring that met the lease is lost',
    patches: [
      {
        file: 'shared/runtime/drain.ts',
        find: `if (report.result !== 'lost') await lookOnceMore(held, report.behind);`,
        replace: '',
      },
    ],
  },
  {
    name: 'item-of-a-row-that-moved-on',
    breaks: 'with what was done also goes what was asked for meanwhile',
    patches: [
      {
        file: 'shared/runtime/drain.ts',
        find: 'const keys = new Map(taken.keys.map((key) => [key.key, key]));',
        replace: `const all = await readDueItems(held.table, held.lane, held.clock.now());
  const keys = new Map(taken.keys.map((key) => [key.key, { ...key, items: all.filter((item) => item.key === key.key) }]));`,
      },
      {
        file: 'shared/runtime/drain.ts',
        find: "import { collectRings } from './rings.ts';",
        replace: "import { collectRings } from './rings.ts';\nimport { readDueItems } from './selection.ts';",
      },
    ],
  },
  {
    name: 'retry-without-successor',
    breaks: 'what is to be tried again is taken from the list before it was done',
    patches: [
      {
        file: 'shared/runtime/outcomes.ts',
        find: `return succeed(taken, { dueMs, firstDueMs: taken.firstDueMs, attempt });`,
        replace: 'return taken.items.map((item) => remove(itemKey(item)));',
      },
    ],
  },
  {
    name: 'crash-rules-off',
    breaks: 'after a crash a lane takes the same items again, so that one that kills its drain stops all others',
    suits: withOperation('poison'),
    patches: [
      {
        file: 'shared/runtime/crash.ts',
        find: 'if (taken === 0) return state;',
        replace: 'return { taken: 0 };',
      },
    ],
  },
  {
    name: 'lease-shorter-than-a-drain',
    breaks: 'a lease ends while its drain still runs',
    patches: [{ file: 'shared/runtime/limits.ts', find: 'leaseMs = 125_000', replace: 'leaseMs = 100' }],
  },
  {
    name: 'configuration-in-the-function',
    breaks: 'a function goes on with the configuration that it began with',
    patches: [
      {
        file: 'shared/runtime/drain-context.ts',
        find: 'const configuration = await readConfiguration(held.table);',
        replace: `const startedMs = held.clock.now();
  if (warm === undefined || warm.startedMs > startedMs + 10_000) {
    const first = await readConfiguration(held.table);
    warm = first && { startedMs, first };
  }
  const configuration = warm?.first;`,
      },
      {
        file: 'shared/runtime/drain-context.ts',
        find: '/** Reads what every drain needs first',
        replace: `let warm: { startedMs: number; first: StoredConfiguration } | undefined;
/** Reads what every drain needs first`,
      },
    ],
  },
  {
    name: 'parked-for-ever',
    breaks: 'what waits for the configuration is not woken by a new one',
    patches: [
      {
        file: 'shared/runtime/resync.ts',
        find: 'const items = page.map(({ row }) => lookAt(drain, walk, row.key));',
        replace: 'const items: Action[] = [];',
      },
      {
        file: 'shared/runtime/resync.ts',
        find: 'const items = [...new Set(page.keys)].map((key) => lookAt(drain, walk, key));',
        replace: 'const items: Action[] = [];',
      },
    ],
  },
];
