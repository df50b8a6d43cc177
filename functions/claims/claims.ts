import { objectItem, parseClaimsKey } from '#shared/rows/claims-keys.ts';
import { forgetKey } from '#shared/rows/cluster-rows.ts';
import type { Capability, Drain, Outcome } from '#shared/runtime/capability.ts';
import { publishFacts } from '#shared/runtime/facts.ts';
import { type ClaimsDrain, clusterOf, isConfigured, openClaimsDrain } from './claims-drain.ts';
import { concernedObjects } from './inbox/inbox.ts';
import type { ClaimsPorts } from './ports.ts';
import { forget } from './releases/forget.ts';
import { lookAtHosts } from './releases/look-at-hosts.ts';
import { undecidedObjects } from './settle/cluster-objects.ts';
import { settleKeys } from './settle/settle-keys.ts';
import { walkPage } from './walk.ts';

/** Turns a cluster's messages into objects, and objects into sites: who holds which host, and what goes when. */
export function createClaims(ports: ClaimsPorts): Capability {
  return {
    name: 'claims',
    async keysAfter(drain, after, limit) {
      const cluster = clusterOf(drain);
      const isForgotten = async () => (await drain.table.get(forgetKey(cluster))) !== undefined;
      if (!isConfigured(drain) && !(await isForgotten())) return { keys: [] };
      return walkPage(drain, cluster, { limit, ...(after === undefined ? {} : { after }) });
    },
    split: (drain, key) => partsOf(drain, clusterOf(drain), key),
    async work(base) {
      const drain = await openClaimsDrain(base, ports);
      const outcomes = await workOn(drain);
      await publishFacts(ports.facts, drain.facts);
      return outcomes;
    },
  };
}

/** One item per object, so that an object that ends its drain stops no other of its message. */
async function partsOf(drain: Drain, cluster: string, key: string): Promise<readonly string[]> {
  const ask = parseClaimsKey(key);
  if (ask.look === 'inbox') return (await concernedObjects(drain, cluster, ask.sk)).map(objectItem);
  return ask.look === 'zone' || ask.look === 'waiting'
    ? (await undecidedObjects(drain, cluster)).map(({ ref }) => objectItem(ref))
    : [];
}

async function workOn(drain: ClaimsDrain): Promise<readonly Outcome[]> {
  if (drain.standing === 'frozen') {
    const message = `cluster ${drain.cluster} is not in the configuration; what is known of it stands still`;
    return drain.keys.map(({ key }) => ({ key, result: 'parked', reason: 'Waiting', message }));
  }
  const keys = drain.keys.map(({ key }) => ({ key, ask: parseClaimsKey(key) }));
  const settled = drain.standing === 'known' ? await settleKeys(drain, keys) : await forget(drain, keys);
  // Releases come last, one host after the other: whatever this drain learns may still keep a site.
  const hosts = keys.flatMap(({ ask }) => (ask.look === 'host' ? [ask.host] : []));
  return [...settled, ...(await lookAtHosts(drain, hosts, settled))];
}
