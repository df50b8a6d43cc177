import type { Bug } from './bug.ts';

/** Mistakes about who holds a host, and when it goes. */
export const claimsBugs: readonly Bug[] = [
  {
    name: 'guard-per-plan',
    breaks: 'the guard does not count what went within the last hour',
    patches: [
      {
        file: 'functions/claims/releases/gate.ts',
        find: 'const verdicts = judgeScopes(sites, released, nowMs);',
        replace: 'const verdicts = judgeScopes(sites, [], nowMs);',
      },
    ],
  },
  {
    name: 'guard-in-slices',
    breaks: 'the guard counts those that are due in this drain, not all that are planned',
    patches: [
      {
        file: 'functions/claims/releases/gate.ts',
        find: 'const verdicts = judgeScopes(sites, released, nowMs);',
        replace: 'const verdicts = judgeScopes(sites.map((one) => ({ ...one, leaving: false })), released, nowMs);',
      },
    ],
  },
  {
    name: 'release-without-grace',
    breaks: 'a release is due at once',
    patches: [
      {
        file: 'functions/claims/hosts/site-decision.ts',
        find: 'dueMs: nowMs + releaseAfterMs,',
        replace: 'dueMs: nowMs,',
      },
    ],
  },
  {
    name: 'release-before-a-walk',
    breaks: 'a name goes although nobody has said yet, in this life of the table, what its cluster has',
    patches: [
      {
        file: 'functions/claims/plan/release.ts',
        find: "if (state === 'listed') return `no",
        replace: "if (state === 'listed') continue;\n    if (state === 'listed') return `no",
      },
    ],
  },
  {
    name: 'release-while-behind',
    breaks: 'a release goes although the lane has not yet heard all that it was told',
    patches: [
      {
        file: 'functions/claims/releases/judge-releases.ts',
        find: 'const behind = drain.behind || (await gate.unheard());',
        replace: 'const behind = false;',
      },
    ],
  },
  {
    name: 'release-not-taken-back',
    breaks: 'a claim that returns in time does not clear the release of its site',
    patches: [
      {
        file: 'functions/claims/hosts/site-decision.ts',
        find: 'const { release: _release, moving: _moving, ...rest } = before;\n  const next =',
        replace: 'const { moving: _moving, ...rest } = before;\n  const next =',
      },
    ],
  },
  {
    name: 'release-judged-once',
    breaks: 'what allowed a release is not checked again in its transaction',
    patches: [
      {
        file: 'functions/claims/releases/host-look.ts',
        find: 'checks: may.size > 0 ? checks : [],',
        replace: 'checks: [],',
      },
    ],
  },
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
        find: 'wish.target === undefined && before.target !== undefined ? { ...wish, target: before.target } : wish;',
        replace: 'wish;',
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
        find: 'const wakes = structural || look || claims.freed ? wakesOf(state, decision, version) : [];',
        replace: 'const wakes: NewItem[] = [];',
      },
    ],
  },
  {
    name: 'holder-by-first-come',
    breaks: 'after a loss of the table a host goes to whom is heard first, not to whom its mark names',
    patches: [
      {
        file: 'functions/claims/hosts/host-input.ts',
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
  {
    name: 'restored-clock-runs-on',
    breaks: 'a release that was planned before the table was restored goes by its old time',
    patches: [
      {
        file: 'functions/claims/plan/release.ts',
        find: "if (release.incarnation !== input.incarnation) return later('the table was restored; its time begins anew');",
        replace: '',
      },
    ],
  },
];
