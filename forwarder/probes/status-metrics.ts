import type { StatusCounts } from '../status/ports.ts';
import { counter, gauge, type Metric } from './metric.ts';

/** What was made of the status of the cluster, since this replica began to lead. */
export function ofStatus(status: StatusCounts | undefined): readonly Metric[] {
  if (status === undefined) return [];
  const { sites, changes, refused, events, eventsDropped } = status;
  return [
    gauge('firstlight_forwarder_sites', 'Site objects of ours that stand.', [[{}, sites]]),
    counter('firstlight_forwarder_site_changes_total', 'Changes of Site objects, by what became of them.', [
      [{ result: 'done' }, changes],
      [{ result: 'refused' }, refused],
    ]),
    counter('firstlight_forwarder_events_total', 'Events on objects of the cluster, by what became of them.', [
      [{ result: 'told' }, events],
      [{ result: 'dropped' }, eventsDropped],
    ]),
  ];
}
