import { type Bug, withFault, withOperation } from './bug.ts';

/** Mistakes about when a name goes. */
export const releaseBugs: readonly Bug[] = [
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
    suits: withOperation('restoreTable'),
    patches: [
      {
        file: 'shared/domain/unheard-kinds.ts',
        find: 'if (listed !== undefined) return `no',
        replace: 'if (listed === null) return `no',
      },
    ],
  },
  {
    name: 'release-while-behind',
    breaks: 'a release goes although the lane has not yet heard all that it was told',
    suits: withFault('ring.lost', 0.1),
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
    name: 'made-to-end',
    breaks: 'what was withdrawn before it was written is written all the same',
    patches: [
      {
        file: 'functions/dns/observe.ts',
        find: 'return site.release !== undefined && !lane.applied && !isSuccessor;',
        replace: 'return site.release !== undefined && !lane.applied && !isSuccessor && false;',
      },
    ],
  },
];
