import { type Bug, withOperation } from './bug.ts';

/** Mistakes with the records that other capabilities wish for. */
export const wishBugs: readonly Bug[] = [
  {
    name: 'wish-overwrites-what-stands',
    breaks: 'a validation record is written over whatever stands at its name',
    suits: withOperation('foreignCname'),
    patches: [
      {
        file: 'functions/dns/plan/record-wishes.ts',
        find: 'const obstacle = here.find((set) => !written.some((each) => isExactly(set, each)));',
        replace:
          'const obstacle = here.find((set) => set.name !== name && written.some((each) => isExactly(set, each)));',
      },
    ],
  },
  {
    name: 'wish-not-compared',
    breaks: 'a validation record that somebody deleted is never made again',
    suits: withOperation('foreignCname'),
    patches: [
      {
        file: 'functions/dns/wish-drift.ts',
        find: 'isBelieved(each) !== isThere(each, index)',
        replace: '!isBelieved(each) && isThere(each, index)',
      },
    ],
  },
  {
    name: 'wish-owner-not-told',
    breaks: 'whoever wished for a record is not told how it stands',
    suits: withOperation('wishRecord'),
    patches: [
      {
        file: 'functions/dns/wish-report.ts',
        find: 'items: isNews ? [item] : []',
        replace: 'items: isNews && before === undefined ? [item] : []',
      },
    ],
  },
  {
    name: 'second-wisher-refused',
    breaks: 'of two who wish for the same record the second is told that its name is taken',
    suits: withOperation('wishRecord'),
    patches: [
      {
        file: 'functions/dns/plan/record-wishes.ts',
        find: 'if (!sameTarget(first.record, wish.record)) {',
        replace: 'if (wish !== first) {',
      },
    ],
  },
];
