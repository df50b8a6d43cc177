import { type Bug, withOperation } from './bug.ts';

/** Mistakes about who holds a host, and what it points to. */
export const claimsBugs: readonly Bug[] = [
  {
    name: 'host-row-not-checked',
    breaks: 'two clusters that decide about one host at the same time do not notice each other',
    patches: [
      {
        file: 'functions/claims/settle/host-actions.ts',
        find: "const when = input.hostRow === undefined ? ('absent' as const) : { version: input.hostRow.version };",
        replace: 'const when = undefined;',
      },
      {
        file: 'functions/claims/settle/host-actions.ts',
        find: 'if (!changed) return check(key, when);',
        replace: "if (!changed) return check(key, 'present');",
      },
      {
        file: 'functions/claims/settle/host-actions.ts',
        find: 'if (empty) return input.hostRow === undefined ? check(key, when) : remove(key, when);',
        replace: 'if (empty) return remove(key);',
      },
      {
        file: 'functions/claims/settle/host-actions.ts',
        find: 'return put(key, { host: input.host, holders: decision.holders, version } satisfies HostRow, when);',
        replace: 'return put(key, { host: input.host, holders: decision.holders, version } satisfies HostRow);',
      },
    ],
  },
  {
    name: 'ownership-per-site',
    breaks: 'whoever comes first has a view of a host, instead of the host',
    patches: [
      {
        file: 'functions/claims/hosts/holders.ts',
        find: 'const permitted = claims.filter((claim) => input.reserved || groupOf(claim) === group);',
        replace: 'const permitted = group === undefined ? [] : claims;',
      },
    ],
  },
  {
    name: 'empty-status-as-delete',
    breaks: 'a load balancer without an address, for now, takes the names away that point to it',
    patches: [
      {
        file: 'functions/claims/wishes/wishes.ts',
        find: "    case '/Service':\n      return keepUnread(",
        replace:
          "    case '/Service':\n      if (object.addresses.length === 0) return noWishes;\n      return keepUnread(",
      },
    ],
  },
  {
    name: 'no-address-no-target',
    breaks: 'what a name points to is forgotten as soon as its load balancer has no address',
    patches: [
      {
        file: 'functions/claims/hosts/site-decision.ts',
        find: '  if (wish.target !== undefined || before.target === undefined) return wish;',
        replace: '  if (wish.target !== undefined || wish.target === undefined) return wish;',
      },
    ],
  },
  {
    name: 'finalizers-per-capability',
    breaks: 'a site is gone once its present zone is done with it, whatever the one before still has',
    patches: [
      {
        file: 'functions/claims/hosts/site-decision.ts',
        find: 'return laneRowsOfSite(input, before).length === 0 ? undefined : changed(input, before, before);',
        replace: `const here = laneRowsOfSite(input, before).filter(({ lane }) => lane === input.laneOf(before.wish.zone));
  return here.length === 0 ? undefined : changed(input, before, before);`,
      },
    ],
  },
  {
    name: 'refused-never-woken',
    breaks: 'those whose claim was refused do not hear that the host is free',
    patches: [
      {
        file: 'functions/claims/settle/host-actions.ts',
        find: 'const wakes = isWoken ? wakesOf(state, decision, { version, atMost: wakesAtMost }) : [];',
        replace: 'const wakes: NewItem[] = [];',
      },
    ],
  },
  {
    name: 'holder-by-first-come',
    breaks: 'after a loss of the table a host goes to whom is heard first, not to whom its mark names',
    suits: withOperation('restoreTable'),
    patches: [
      {
        file: 'functions/claims/hosts/claim-order.ts',
        find: 'claims.find(({ wish }) => isNamed(input, wish)) ?? claims[0];',
        replace: 'claims[0];',
      },
      {
        file: 'functions/claims/hosts/host-input.ts',
        find: 'input.owned.find((owned) => owned.awaits !== undefined &&',
        replace: 'input.owned.find((owned) => false &&',
      },
    ],
  },
];
