import { type Bug, withFault } from './bug.ts';

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
    suits: withFault('race.edited', 0.05),
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
    suits: withFault('route53.answerLost', 0.05),
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
    name: 'lost-answer-forgotten',
    breaks: 'a change whose answer was lost is taken for one that was never sent',
    suits: withFault('route53.answerLost', 0.05),
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
        find: "return isEverywhere(site, laneRows) ? 'leaving' : 'moving';",
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
        find: 'const waitMs = await rate.take(count);',
        replace: 'const waitMs = 0;',
      },
    ],
  },
  {
    name: 'simple-to-weighted-in-two-batches',
    breaks: 'a name that becomes one of several weighted ones is taken away first and written again afterwards',
    patches: [
      {
        file: 'functions/dns/plan/plan.ts',
        find: 'const drafts = units.flat().map(({ draft }) => draft);',
        replace: `const whole = units.flat().map(({ draft }) => draft);
  const leaves = whole.some(({ removed }) => removed.some(({ record }) => record.setIdentifier === undefined));
  const comes = whole.some(({ created }) => created.some(({ record }) => record.setIdentifier !== undefined));
  const drafts = leaves && comes ? whole.map((draft) => ({ ...draft, created: [] })) : whole;`,
      },
    ],
  },
];
