import { hostItem, objectItem, parseClaimsKey } from '#shared/rows/claims-keys.ts';
import { kindRows, objectsOf } from '#shared/rows/object-rows.ts';
import { members } from '#shared/rows/site-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';

interface Page {
  readonly keys: readonly string[];
  readonly after?: string;
}

/** One page of all that a new configuration may change in a cluster: its objects kind by kind, then the hosts of its sites. */
export async function walkPage(
  drain: Drain,
  cluster: string,
  { after, limit }: { after?: string; limit: number },
): Promise<Page> {
  const cursor = after === undefined ? undefined : parseClaimsKey(after);
  if (cursor?.look !== 'host') {
    const keys = await objectKeys(drain, cluster, { cursor, limit });
    const last = keys.at(-1);
    if (keys.length >= limit && last !== undefined) return { keys, after: last };
    // The empty host comes before every host: the objects are through.
    return { keys, after: hostItem('') };
  }
  const from = cursor.host === '' ? {} : { from: `${cursor.host}#\u{10ffff}` };
  const page = await drain.table.query(members(drain.lane), { ...from, limit });
  const keys = page.map(({ row }) => hostItem(row.site.host));
  const last = keys.at(-1);
  return page.length < limit || last === undefined ? { keys } : { keys, after: last };
}

type Cursor = ReturnType<typeof parseClaimsKey> | undefined;

async function objectKeys(
  drain: Drain,
  cluster: string,
  { cursor, limit }: { cursor: Cursor; limit: number },
): Promise<readonly string[]> {
  const at = cursor?.look === 'object' ? cursor : undefined;
  const begin = at === undefined ? {} : { from: `${at.apiGroup}/${at.kind}` };
  const kinds = (await drain.table.query(kindRows(cluster), begin)).map(({ row }) => row);
  const keys: string[] = [];
  for (const kind of kinds) {
    const here = at !== undefined && at.apiGroup === kind.apiGroup && at.kind === kind.kind;
    const from = here ? { from: `k${at.key}\0` } : {};
    const rows = await drain.table.query(objectsOf({ cluster, ...kind }), { ...from, limit: limit - keys.length });
    keys.push(...rows.map(({ row }) => objectItem(row.ref)));
    if (keys.length >= limit) break;
  }
  return keys;
}
