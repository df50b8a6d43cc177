import type { Configuration } from '#shared/domain/configuration.ts';

/** The lane of a provider's account: one budget of calls for all that is watched through it. */
export const monitorsLane = (account: string): string => `monitors:${account}`;

export const isMonitorsLane = (lane: string): boolean => lane.startsWith('monitors:');

/** Of every configured account. */
export const monitorsLanes = ({ monitors }: Pick<Configuration, 'monitors'>): readonly string[] =>
  (monitors?.accounts ?? []).map(({ name }) => monitorsLane(name));
