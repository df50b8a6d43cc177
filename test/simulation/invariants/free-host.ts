import type { Goal } from './invariant.ts';

/** Nobody is refused a host that nobody has. */
export const freeHostGiven: Goal = {
  name: 'a free host is given to who asks for it',
  async missing({ desk, store }) {
    const { refused } = await desk.sites();
    const held = new Set(
      [...store.snapshot().values()].flatMap(({ key }) => {
        const [table, host = ''] = key.pk.split('#');
        return table === 'site' && key.sk.startsWith('set#') ? [host] : [];
      }),
    );
    return refused
      .filter(({ host, reason }) => reason === 'HostTaken' && host !== undefined && !held.has(host))
      .map(({ host, source }) => `${host} is refused to ${source} as taken, and nobody has it`);
  },
};
