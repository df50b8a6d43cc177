import type { Bug } from './bug.ts';

/** Mistakes on the way into a hosted zone. */
export const dnsBugs: readonly Bug[] = [
  {
    name: 'upsert-instead-of-compare-and-swap',
    breaks: 'what somebody else has written meanwhile is overwritten',
    patches: [
      {
        file: 'shared/adapters/route53.ts',
        find: '({ Action: action, ResourceRecordSet',
        replace: "({ Action: action === 'CREATE' ? 'UPSERT' : action, ResourceRecordSet",
      },
    ],
  },
  {
    name: 'txt-left-out-of-a-change',
    breaks: 'a change leaves out the TXT that stays equal, so that nobody notices whose record it has become',
    patches: [
      {
        file: 'functions/dns/plan/changes.ts',
        find: "return [...distinct(gone, 'DELETE'), ...distinct(made, 'CREATE')];",
        replace: `const stays = (set: RecordSet, others: readonly RecordSet[]): boolean =>
    set.type === 'TXT' && others.some((other) => JSON.stringify(other) === JSON.stringify(set));
  return [
    ...distinct(gone.filter((set) => !stays(set, made)), 'DELETE'),
    ...distinct(made.filter((set) => !stays(set, gone)), 'CREATE'),
  ];`,
      },
    ],
  },
  {
    name: 'sdk-retries',
    breaks: 'the SDK tries a change again whose answer was lost',
    patches: [{ file: 'shared/adapters/route53.ts', find: 'maxAttempts: 1,', replace: 'maxAttempts: 3,' }],
  },
  {
    name: 'whole-batch-retry',
    breaks: 'one change that Route 53 refuses holds up all others of its batch',
    patches: [
      {
        file: 'functions/dns/send.ts',
        find: 'return batch.read ? takeApart(sender, batch, answer) : tryAgain(sender, batch, answer);',
        replace: 'return giveUp(sender, { ...batch, lost: false }, new RetryableError(answer.message));',
      },
    ],
  },
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
    name: 'lost-answer-forgotten',
    breaks: 'a change whose answer was lost is taken for one that was never sent',
    patches: [
      {
        file: 'functions/dns/site-report.ts',
        find: "if (progress.step !== 'failed' || !progress.inDoubt) return undefined;",
        replace: 'return undefined;',
      },
    ],
  },
  {
    name: 'old-zone-first',
    breaks: 'a name that moves to another zone leaves the old one before it stands in the new one',
    patches: [
      {
        file: 'functions/dns/observe.ts',
        find: "return isReady && next?.generation === site.generation ? 'leaving' : 'moving';",
        replace: "return 'leaving';",
      },
      {
        file: 'functions/dns/unread-zone.ts',
        find: 'return found.length > 0 ? undefined :',
        replace: 'return true ? undefined :',
      },
    ],
  },
  {
    name: 'foreign-mark-taken-for-ours',
    breaks: 'whoever has marked a record, it is changed',
    patches: [
      {
        file: 'functions/dns/plan/own-marks.ts',
        find: 'return ownerId === wish.ownerId || adopted.has(ownerId) || wasWritten;',
        replace: 'return true;',
      },
    ],
  },
  {
    name: 'rate-not-shared',
    breaks: 'each drain asks Route 53 as often as it likes',
    patches: [
      {
        file: 'functions/dns/rated-zones.ts',
        find: 'const waitMs = await rate.take();',
        replace: 'const waitMs = 0;',
      },
    ],
  },
  {
    name: 'restored-wish-believed',
    breaks: 'after a restore a wish of the backup is carried out before its cluster has said what it has now',
    patches: [
      {
        file: 'functions/dns/plan/stops.ts',
        find: "unconfirmed === true && (applied || changes.some(({ action }) => action !== 'CREATE'));",
        replace: 'false;',
      },
    ],
  },
];
