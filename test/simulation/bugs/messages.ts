import { type Bug, withFault } from './bug.ts';

/** Mistakes between a cluster and the rows of its objects: forwarder, intake, inbox. */
export const messageBugs: readonly Bug[] = [
  {
    name: 'stale-check-off',
    breaks: 'an older message changes what a newer one has said',
    patches: [
      {
        file: 'functions/claims/plan/inbox-plan.ts',
        find: '  if (known !== undefined && marker < known) return [];\n  const equal',
        replace: '  const equal',
      },
    ],
  },
  {
    name: 'late-message-beats-a-walk',
    breaks: 'the marker of a walk does not count for the keys that it covers',
    suits: withFault('event.delayed', 0.05),
    patches: [
      { file: 'functions/claims/plan/inbox-plan.ts', find: '    ...covering,\n', replace: '' },
      {
        file: 'functions/claims/plan/inbox-plan.ts',
        find: '    ...(input.floor === undefined ? [] : [input.floor.start]),\n  ]);',
        replace: '  ]);',
      },
    ],
  },
  {
    name: 'no-tombstone-of-an-unknown-key',
    breaks: 'a delete that overtakes its create leaves no trace, so that the create comes to stay',
    patches: [
      {
        file: 'functions/claims/plan/inbox-plan.ts',
        find: 'if (input.from === input.upTo) keys.add(input.from);',
        replace: '',
      },
    ],
  },
  {
    name: 'range-lost-but-floor-raised',
    breaks: 'a walk counts as complete although one of its messages was lost',
    patches: [
      {
        file: 'functions/claims/plan/inbox-plan.ts',
        find: 'if (compareKeys(walk.from, reached) > 0) return false;',
        replace: '',
      },
    ],
  },
  {
    name: 'walk-does-not-say-what-is-gone',
    breaks: 'what is missing in a walk is not marked gone',
    patches: [
      {
        file: 'functions/claims/plan/inbox-plan.ts',
        find: 'const keys = new Set([...stored.keys(), ...listed.keys()]);',
        replace:
          'const keys = new Set(input.walkStart === undefined ? [...stored.keys(), ...listed.keys()] : listed.keys());',
      },
    ],
  },
  {
    name: 'message-gone-before-it-is-settled',
    breaks: 'a message is deleted as soon as it was applied, whatever follows from it',
    patches: [
      {
        file: 'functions/claims/settle/settle-keys.ts',
        find: 'const states = await settle([...needs.values()].flat());',
        replace: `await transactFenced(drain, messages.map(({ sk }) => remove(messageKey(cluster, sk))));
  const states = await settle([...needs.values()].flat());`,
      },
    ],
  },
  {
    name: 'message-without-its-item',
    breaks: 'a message is stored, and nothing says that it is there',
    patches: [
      { file: 'functions/intake/store.ts', find: '    enqueue({ lane, key:', replace: '    void ({ lane, key:' },
      {
        file: 'functions/intake/store.ts',
        find: 'await table.transact([...message, ',
        replace: 'await table.transact([...message.filter(Boolean), ',
      },
    ],
  },
  {
    name: 'epoch-of-the-clock-alone',
    breaks: 'a forwarder that begins after its clock went back speaks under an older marker than before',
    patches: [
      {
        file: 'forwarder/speech/epoch.ts',
        find: 'draw.lastKnown === undefined ? 0 : epochMs(draw.lastKnown) + 1',
        replace: '0',
      },
    ],
  },
  {
    name: 'failed-entries-forgotten',
    breaks: 'what the bus refuses for the moment is not said again',
    patches: [
      {
        file: 'forwarder/speech/delivery.ts',
        find: 'this.#waiting.push({ letter: waiting.letter, attempt, dueMs });',
        replace: 'void dueMs;',
      },
    ],
  },
];
