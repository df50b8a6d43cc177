/** A moment (epoch milliseconds, or ISO 8601) as people read it everywhere: `2026-01-02 03:04:05Z`, in UTC. */
export const momentText = (at: number | string): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
