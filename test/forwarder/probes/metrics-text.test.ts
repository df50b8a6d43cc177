import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../forwarder/probes/figures.ts';
import { writeMetrics } from '../../../forwarder/probes/metrics-text.ts';
import { isAlive, isReady } from '../../../forwarder/probes/verdict.ts';

const standby: Figures = {
  leads: false,
  terms: 0,
  bus: { taken: 0, failed: 0, refused: 0, lastTakenMs: undefined },
  lookedAgeMs: 1_000,
  reachedAgeMs: 1_000,
  problem: undefined,
  nowMs: 1_790_000_060_000,
  startedMs: 1_790_000_000_000,
  residentBytes: 90_000_000,
};
const ingress = 'networking.k8s.io/Ingress';
const kinds = [
  {
    kind: ingress,
    state: 'listed',
    lists: 2,
    events: 7,
    endings: new Map([['clean', 3]]),
    heardAtMs: 1_790_000_050_500,
  },
  { kind: '/Service', state: undefined, lists: 0, events: 0, endings: new Map(), heardAtMs: undefined },
] as const;
const leader: Figures = {
  ...standby,
  leads: true,
  terms: 1,
  bus: { taken: 4, failed: 1, refused: 0, lastTakenMs: 1_790_000_055_000 },
  term: { complete: false, unsaidKeys: 5, objects: new Map([[ingress, 12]]), kinds },
};

/** Name and value of every sample. */
const samplesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const namesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');

describe('the metrics', () => {
  it('of a leader are these', () => {
    expect(samplesOf(writeMetrics(leader))).toEqual([
      'firstlight_forwarder_leader 1',
      'firstlight_forwarder_terms_total 1',
      'firstlight_forwarder_messages_total{result="taken"} 4',
      'firstlight_forwarder_messages_total{result="failed"} 1',
      'firstlight_forwarder_messages_total{result="refused"} 0',
      'firstlight_forwarder_last_taken_timestamp_seconds 1790000055',
      'process_start_time_seconds 1790000000',
      'process_resident_memory_bytes 90000000',
      `firstlight_forwarder_kind_state{kind="${ingress}",state="listed"} 1`,
      `firstlight_forwarder_kind_state{kind="${ingress}",state="forbidden"} 0`,
      `firstlight_forwarder_kind_state{kind="${ingress}",state="absent"} 0`,
      `firstlight_forwarder_kind_state{kind="${ingress}",state="off"} 0`,
      ...['listed', 'forbidden', 'absent', 'off'].map(
        (state) => `firstlight_forwarder_kind_state{kind="/Service",state="${state}"} 0`,
      ),
      `firstlight_forwarder_objects{kind="${ingress}"} 12`,
      'firstlight_forwarder_unsaid_keys 5',
      `firstlight_forwarder_lists_total{kind="${ingress}"} 2`,
      'firstlight_forwarder_lists_total{kind="/Service"} 0',
      `firstlight_forwarder_watch_events_total{kind="${ingress}"} 7`,
      'firstlight_forwarder_watch_events_total{kind="/Service"} 0',
      `firstlight_forwarder_watch_ends_total{kind="${ingress}",reason="clean"} 3`,
      `firstlight_forwarder_last_heard_timestamp_seconds{kind="${ingress}"} 1790000050.5`,
    ]);
  });

  it('of a replica that waits are those of the process', () => {
    expect(samplesOf(writeMetrics(standby))).toContain('firstlight_forwarder_leader 0');
    expect(namesOf(writeMetrics(standby))).toHaveLength(6);
  });

  it('have names as Prometheus has them, and each stands in the docs', () => {
    const docs = readFileSync(new URL('../../../docs/forwarder.md', import.meta.url), 'utf8');
    for (const [, name = '', type] of writeMetrics(leader).matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      expect(docs).toContain(`\`${name}\``);
      expect(name.endsWith('_total')).toBe(type === 'counter');
    }
  });

  it('cannot be broken by the name of a kind', () => {
    const term = { complete: true, unsaidKeys: 0, objects: new Map([['a"\n\\b', 1]]), kinds: [] };
    expect(samplesOf(writeMetrics({ ...leader, term }))).toContain('firstlight_forwarder_objects{kind="a___b"} 1');
  });
});

describe('the probes', () => {
  it.each<[string, Partial<Figures>, boolean, string]>([
    ['that looks at the Lease', {}, true, 'ok'],
    ['that has just begun', { lookedAgeMs: undefined }, true, 'ok'],
    [
      'that never looks',
      { lookedAgeMs: undefined, startedMs: 0 },
      false,
      'has not looked at the Lease for 1790000060 s',
    ],
    ['that hangs', { lookedAgeMs: 61_000 }, false, 'has not looked at the Lease for 61 s'],
    ['whose API server is away', { reachedAgeMs: undefined, problem: 'GET /x: ECONNREFUSED' }, true, 'ok'],
  ])('of a process %s', (_, more, ok, why) => {
    expect(isAlive({ ...standby, ...more })).toEqual({ ok, why });
  });

  it.each<[string, Figures, boolean, string]>([
    ['that waits', standby, true, 'stands by'],
    ['that has read nothing', { ...standby, reachedAgeMs: undefined }, false, 'the Lease has not been read yet'],
    ['that may not read the Lease', { ...standby, reachedAgeMs: undefined, problem: 'may not' }, false, 'may not'],
    ['that lost the API server', { ...standby, reachedAgeMs: 31_000, problem: 'gone' }, false, 'gone'],
    ['that leads and begins', leader, false, 'leads, and nothing is known yet of /Service'],
    ['that leads', { ...leader, term: { complete: true, unsaidKeys: 0, objects: new Map(), kinds } }, true, 'leads'],
  ])('of a replica %s', (_, figures, ok, why) => {
    expect(isReady(figures)).toEqual({ ok, why });
  });
});
