import type { Bug } from './bug.ts';

/** Mistakes about what clusters are told of their names. */
export const statusBugs: readonly Bug[] = [
  {
    name: 'status-not-told-of-conditions',
    breaks: 'what dns finds out of a name does not reach its cluster',
    patches: [
      {
        file: 'functions/dns/report.ts',
        find: 'if (!sites.some(({ isNews }) => isNews === true)) return [];',
        replace: 'if (sites.length >= 0) return [];',
      },
    ],
  },
  {
    name: 'status-not-told-of-refusals',
    breaks: 'a cluster is not told that one of its objects is refused something, or is no longer',
    patches: [
      {
        file: 'functions/claims/settle/settled-objects.ts',
        find: 'const items = sameValue(unserved(before), unserved(after))',
        replace: 'const items = sameValue(before.ref, after.ref)',
      },
    ],
  },
  {
    name: 'status-keeps-what-moved-away',
    breaks: 'the cluster that loses a site to another is not told',
    patches: [
      {
        file: 'functions/claims/settle/site-actions.ts',
        find: 'const clusters = new Set([before, after].flatMap(',
        replace: 'const clusters = new Set([after ?? before].flatMap(',
      },
    ],
  },
  {
    name: 'status-index-first',
    breaks: 'the index names a shard before that is written',
    patches: [
      {
        file: 'functions/status/handler.ts',
        find: '    const results = await lookAtShards(drain, objects, shardWorks(asks, index));\n',
        replace: `    const early = shardWorks(asks, index).map(({ shard }) => ({ shard, etag: index?.shards[shard] ?? '"early"' }));
    await tell(drain, objects, { stored, index, results: early });
    const results = await lookAtShards(drain, objects, shardWorks(asks, index));
`,
      },
    ],
  },
  {
    name: 'status-done-before-index',
    breaks: 'a shard counts as told when it is written, though the index that names it could not be',
    patches: [
      {
        file: 'functions/status/handler.ts',
        find: '    if (failed !== undefined) return failed;\n',
        replace: '',
      },
    ],
  },
];
