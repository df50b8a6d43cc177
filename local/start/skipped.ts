import type { Overview, SkippedEntry } from '#shared/overview/document.ts';

/** What is skipped, by what it means for people. */
export interface SortedSkipped {
  /** Sources that cannot be read: nothing of them changes until they can be. */
  readonly unread: readonly string[];
  /** Something written that has no meaning in objects that are served without it. */
  readonly warnings: readonly SkippedEntry[];
  readonly skipped: readonly SkippedEntry[];
}

export function sortSkipped({ sites, skipped }: Pick<Overview, 'sites' | 'skipped'>): SortedSkipped {
  const hosts = Map.groupBy(sites, ({ source }) => source);
  const isServed = ({ source, host }: SkippedEntry): boolean => {
    const own = hosts.get(source) ?? [];
    return host === undefined ? own.length > 0 : own.some((site) => site.host === host);
  };
  const groups = Map.groupBy(skipped, (entry) => {
    if (isUnread(entry)) return 'unread';
    return entry.reason === 'InvalidAnnotation' && isServed(entry) ? 'warning' : 'skipped';
  });
  return {
    unread: [...new Set((groups.get('unread') ?? []).map(({ message }) => message))],
    warnings: groups.get('warning') ?? [],
    skipped: groups.get('skipped') ?? [],
  };
}

/** A kind that the cluster's forwarder may not list, or the whole manifest directory. */
const isUnread = ({ source }: SkippedEntry): boolean => source.startsWith('Source/') || source === 'File/.';
