import { type Bug, withOperation } from './bug.ts';

/** Mistakes about what must be known before a zone is written to, and what is told of it. */
export const knowledgeBugs: readonly Bug[] = [
  {
    name: 'in-sync-assumed',
    breaks: 'a name is called ready as soon as its change was accepted',
    patches: [
      {
        file: 'functions/dns/site-report.ts',
        find: "verdict.result === 'removal' ? releasing() : changePending(work.zone.name);\n    const next",
        replace: "verdict.result === 'removal' ? releasing() : inSync();\n    const next",
      },
    ],
  },
  {
    name: 'zone-written-before-it-was-read',
    breaks: 'a zone is written to before what stands in it is known',
    patches: [
      {
        file: 'functions/dns/all-keys.ts',
        find: 'return (await table.get(zoneKey(zoneId)))?.incarnation === incarnation;',
        replace: 'return true;',
      },
      {
        file: 'functions/claims/settle/host-rows.ts',
        find: 'row?.incarnation === drain.incarnation ? [row.zone] : []',
        replace: 'row?.incarnation === drain.incarnation ? [row.zone] : zones',
      },
    ],
  },
  {
    name: 'zone-read-in-another-life',
    breaks: 'that a zone was read counts after a restore of the table, although its rows are older than the zone',
    suits: withOperation('restoreTable'),
    patches: [
      {
        file: 'functions/dns/all-keys.ts',
        find: 'return (await table.get(zoneKey(zoneId)))?.incarnation === incarnation;',
        replace: 'return (await table.get(zoneKey(zoneId))) !== undefined;',
      },
      {
        file: 'functions/claims/settle/host-rows.ts',
        find: 'row?.incarnation === drain.incarnation ? [row.zone] : []',
        replace: 'row === undefined ? [] : [row.zone]',
      },
    ],
  },
  {
    name: 'observe-writes',
    breaks: 'a zone that is only to be observed is written to',
    patches: [
      {
        file: 'functions/dns/plan/policies.ts',
        find: "if (policy === 'observe') return changes.length > 0;",
        replace: '',
      },
    ],
  },
  {
    name: 'hold-read-once',
    breaks: 'a function goes on with the holds that it found when it began',
    suits: withOperation('hold'),
    patches: [
      {
        file: 'functions/dns/handler.ts',
        find: 'const holds = (await drain.table.query(holdRows)).map(({ row }) => row);',
        replace: `const nowMs = drain.now();
      if (warm === undefined || warm.nowMs > nowMs + 10_000)
        warm = { nowMs, holds: (await drain.table.query(holdRows)).map(({ row }) => row) };
      const { holds } = warm;`,
      },
      {
        file: 'functions/dns/handler.ts',
        find: '/** The dns capability;',
        replace: 'let warm: { nowMs: number; holds: any[] } | undefined;\n/** The dns capability;',
      },
      {
        file: 'functions/dns/current-zones.ts',
        find: 'now?.seq === configuration.seq &&',
        replace: 'now?.seq === configuration.seq ||',
      },
    ],
  },
  {
    name: 'restored-wish-believed',
    breaks: 'after a restore a wish of the backup is carried out before its cluster has said what it has now',
    suits: withOperation('restoreTable'),
    patches: [
      {
        file: 'functions/dns/plan/stops.ts',
        find: "unconfirmed === true && (applied || changes.some(({ action }) => action !== 'CREATE'));",
        replace: 'false;',
      },
    ],
  },
];
