import type { ObjectMeta } from '#shared/domain/object-meta.ts';
import { type Annotation, ownPrefix } from '../annotations/annotation.ts';

/**
 * Each thing that an object may say of its monitor, by the annotations that say it, the deciding one first: ours, then those of
 * IngressMonitorController v1 (stakater/IngressMonitorController, release-v1, pkg/constants/annotations.go).
 */
const names = {
  enabled: ['firstlight.dev/monitor', 'monitor.stakater.com/enabled'],
  name: ['firstlight.dev/monitor-name', 'monitor.stakater.com/name'],
  path: ['firstlight.dev/monitor-path', 'monitor.stakater.com/healthEndpoint', 'monitor.stakater.com/overridePath'],
  https: ['firstlight.dev/monitor-https', 'monitor.stakater.com/forceHttps'],
  interval: ['firstlight.dev/monitor-interval', 'uptimerobot.monitor.stakater.com/interval'],
  timeout: ['firstlight.dev/monitor-timeout'],
  expect: ['firstlight.dev/monitor-expect'],
  contacts: ['firstlight.dev/monitor-contacts'],
  formerContacts: ['uptimerobot.monitor.stakater.com/alert-contacts'],
  windows: ['firstlight.dev/monitor-maintenance-windows'],
  formerWindows: ['uptimerobot.monitor.stakater.com/maintenance-windows'],
  statusPages: ['firstlight.dev/monitor-status-pages'],
  formerStatusPages: ['uptimerobot.monitor.stakater.com/status-pages'],
  keyword: ['firstlight.dev/monitor-keyword', 'uptimerobot.monitor.stakater.com/keyword-value'],
  keywordIs: ['firstlight.dev/monitor-keyword-down-while'],
  formerKeywordExists: ['uptimerobot.monitor.stakater.com/keyword-exists'],
  adopt: ['firstlight.dev/monitor-adopt'],
  formerType: ['uptimerobot.monitor.stakater.com/monitor-type'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** By their whole names. */
export const allMonitorNames: readonly string[] = Object.values(names).flat();

/** Ours, without the prefix that only we are asked under. */
export const monitorNames: readonly string[] = allMonitorNames.flatMap((name) =>
  name.startsWith(ownPrefix) ? [name.slice(ownPrefix.length)] : [],
);

export type MonitorWord = keyof typeof names;

/** The annotation that decides a word; an empty one says nothing. */
export function wordOf({ annotations }: Pick<ObjectMeta, 'annotations'>, word: MonitorWord): Annotation | undefined {
  for (const name of names[word]) {
    const value = Object.hasOwn(annotations, name) ? annotations[name]?.trim() : undefined;
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}
