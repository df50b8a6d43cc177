import { type HostRow, hostKey } from '#shared/rows/site-rows.ts';
import type { Invariant } from './invariant.ts';

/** All sites of one host, over views and identifiers, are held by one namespace of one cluster, or by those that share it. */
export const oneHolder: Invariant = {
  name: 'one holder per site, one namespace per host',
  watch({ store }, { violated, mirror }) {
    store.onCommit(({ by, actions }) => {
      const hosts = new Set(actions.flatMap(({ key }) => /^(?:site|host)#([^#]+)/.exec(key.pk)?.[1] ?? []));
      for (const host of hosts) {
        // A site that is being given up may still stand when the host is somebody else's already.
        const live = mirror.sites(host).filter(({ state, release }) => state === 'live' && release === undefined);
        const holding = new Set(live.map(({ cluster, holder }) => `${cluster}/${holder.key.split('/')[0]}`));
        const row: HostRow | undefined = mirror.row(hostKey(host));
        for (const holder of holding) {
          if (row?.holders.includes(holder) !== true)
            violated(
              `${by} let ${holder} hold a site of ${host} that belongs to ${row?.holders.join(' and ') || 'nobody'}`,
            );
        }
        if (holding.size > 1 && !mayShare(host))
          violated(`${by} gave sites of ${host} to ${[...holding].join(' and ')}`);
      }
    });
  },
};

/** What the simulated installation's rules reserve for several namespaces, whenever they were in force. */
const mayShare = (host: string): boolean => host === 'h1.example.com' || host.endsWith('.pay.example.com');
