import type { Figures, KindFigures } from './figures.ts';
import { counter, gauge, type Metric, type Sample, writeMetric } from './metric.ts';
import { ofStatus } from './status-metrics.ts';

const states = ['listed', 'forbidden', 'absent', 'off'];

/** The text format of Prometheus, version 0.0.4, with names by its naming conventions; docs/forwarder.md has the table. */
export const writeMetrics = (figures: Figures): string =>
  [...ofReplica(figures), ...ofTerm(figures), ...ofStatus(figures.term?.status)].map(writeMetric).join('');

function ofReplica({ leads, terms, bus, startedMs, residentBytes }: Figures): readonly Metric[] {
  const puts: readonly Sample[] = [
    [{ result: 'taken' }, bus.taken],
    [{ result: 'failed' }, bus.failed],
    [{ result: 'refused' }, bus.refused],
  ];
  return [
    gauge('firstlight_forwarder_leader', 'Whether this replica speaks for the cluster.', [[{}, leads ? 1 : 0]]),
    counter('firstlight_forwarder_terms_total', 'Times that this replica began to lead.', [[{}, terms]]),
    counter('firstlight_forwarder_messages_total', 'Messages put on the bus, by what became of them.', puts),
    gauge(
      'firstlight_forwarder_last_taken_timestamp_seconds',
      'When the bus last took a message.',
      bus.lastTakenMs === undefined ? [] : [[{}, bus.lastTakenMs / 1_000]],
    ),
    gauge('process_start_time_seconds', 'When this process began.', [[{}, startedMs / 1_000]]),
    gauge('process_resident_memory_bytes', 'Resident memory.', [[{}, residentBytes]]),
  ];
}

function ofTerm({ term }: Figures): readonly Metric[] {
  if (term === undefined) return [];
  const { kinds, objects, unsaidKeys } = term;
  const each = (value: (kind: KindFigures) => number | undefined): readonly Sample[] =>
    kinds.flatMap((figures) => {
      const number = value(figures);
      return number === undefined ? [] : [[{ kind: figures.kind }, number] as const];
    });
  const ofState = (figures: KindFigures): readonly Sample[] =>
    states.map((state) => [{ kind: figures.kind, state }, figures.state === state ? 1 : 0]);
  const ofEndings = ({ kind, endings }: KindFigures): readonly Sample[] =>
    [...endings].map(([reason, count]) => [{ kind, reason }, count]);
  return [
    gauge(
      'firstlight_forwarder_kind_state',
      'State of each kind: 1 for the one that it is in.',
      kinds.flatMap(ofState),
    ),
    gauge(
      'firstlight_forwarder_objects',
      'Objects known, by kind.',
      [...objects].map(([kind, count]) => [{ kind }, count]),
    ),
    gauge('firstlight_forwarder_unsaid_keys', 'Objects with a change that is not put yet.', [[{}, unsaidKeys]]),
    counter(
      'firstlight_forwarder_lists_total',
      'Complete lists of a kind.',
      each(({ lists }) => lists),
    ),
    counter(
      'firstlight_forwarder_watch_events_total',
      'Objects that a watch told.',
      each(({ events }) => events),
    ),
    counter('firstlight_forwarder_watch_ends_total', 'Ends of watches, by reason.', kinds.flatMap(ofEndings)),
    gauge(
      'firstlight_forwarder_last_heard_timestamp_seconds',
      'When a list, an event or a bookmark of the kind last came.',
      each(({ heardAtMs }) => (heardAtMs === undefined ? undefined : heardAtMs / 1_000)),
    ),
  ];
}
