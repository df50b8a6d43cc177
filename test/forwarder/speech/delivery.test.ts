import { describe, expect, it } from 'vitest';
import type { BusEntry, PutResult, Report } from '../../../forwarder/ports.ts';
import { Delivery } from '../../../forwarder/speech/delivery.ts';
import { changeRange, type Letter, writeLetter } from '../../../forwarder/speech/ranges.ts';
import { virtualScheduler } from '../../../local/platform/virtual-scheduler.ts';
import { ingressKind } from '../support/scene.ts';

const marker = '1790000000000-abcd-0000000007';
const letterOf = (...keys: string[]): Letter =>
  writeLetter({ cluster: 'demo', marker, ranges: keys.map((key) => changeRange(ingressKind, key, undefined)) });
const keysIn = (entry: BusEntry): string[] =>
  JSON.parse(entry.detail).ranges.map((range: { from: string }) => range.from);
const ok: PutResult = { ok: true };
const failed = (retryable: boolean): PutResult => ({
  ok: false,
  retryable,
  code: retryable ? 'ThrottlingException' : 'MalformedDetail',
});

function deliver(letters: readonly Letter[], answer: (entry: BusEntry, put: number) => PutResult | undefined) {
  const scheduler = virtualScheduler();
  const puts: { atMs: number; keys: string[][] }[] = [];
  const reports: Report[] = [];
  const left = [...letters];
  const delivery = new Delivery({
    bus: {
      put: async (entries) => {
        puts.push({ atMs: scheduler.monotonic(), keys: entries.map(keysIn) });
        return entries.flatMap((entry) => answer(entry, puts.length) ?? []);
      },
    },
    scheduler,
    random: () => 0.5,
    pull: [() => left.shift()],
    entry: (letter) => ({ detailType: 'ObjectRanges.v1', source: 'firstlight.cluster.demo', detail: letter.detail }),
    report: (report) => void reports.push(report),
    onRest: () => undefined,
  });
  delivery.ring();
  return { scheduler, puts, reports, delivery };
}

describe('a put', () => {
  it('holds up to ten entries', async () => {
    const letters = Array.from({ length: 23 }, (_, index) => letterOf(`a/${index}`));
    const { puts, scheduler } = deliver(letters, () => ok);
    await scheduler.advance(0);
    expect(puts.map((put) => put.keys.length)).toEqual([10, 10, 3]);
  });

  it('stays under the size that EventBridge takes', async () => {
    const large = (key: string): Letter => ({ ...letterOf(key), bytes: 100_000 });
    const { puts, scheduler } = deliver(['a/1', 'a/2', 'a/3', 'a/4', 'a/5'].map(large), () => ok);
    await scheduler.advance(0);
    expect(puts.map((put) => put.keys.flat())).toEqual([['a/1', 'a/2'], ['a/3', 'a/4'], ['a/5']]);
  });
});

describe('what fails', () => {
  it('is tried again alone, later and later', async () => {
    const { puts, reports, scheduler } = deliver([letterOf('a/bad'), letterOf('a/good')], (entry, put) =>
      keysIn(entry)[0] === 'a/bad' && put < 4 ? failed(true) : ok,
    );
    await scheduler.advance(60_000);
    expect(puts).toEqual([
      { atMs: 0, keys: [['a/bad'], ['a/good']] },
      { atMs: 300, keys: [['a/bad']] },
      { atMs: 900, keys: [['a/bad']] },
      { atMs: 2_100, keys: [['a/bad']] },
    ]);
    expect(reports.map((report) => report.what)).toEqual(['retrying', 'retrying', 'retrying']);
  });

  it('never waits longer than thirty seconds', async () => {
    const { puts, scheduler } = deliver([letterOf('a/bad')], () => failed(true));
    await scheduler.advance(600_000);
    const waits = puts.slice(1).map((put, index) => put.atMs - (puts[index]?.atMs ?? 0));
    expect(Math.max(...waits)).toBe(22_500);
  });

  it('is tried again when its result is missing', async () => {
    const { puts, scheduler } = deliver([letterOf('a/a'), letterOf('a/b')], (_entry, put) =>
      put === 1 ? undefined : ok,
    );
    await scheduler.advance(60_000);
    expect(puts.map((put) => put.keys.length)).toEqual([2, 2]);
  });

  it('does not pile up: beyond twenty letters nothing new is taken', async () => {
    const letters = Array.from({ length: 60 }, (_, index) => letterOf(`a/${index}`));
    const { puts, scheduler } = deliver(letters, () => failed(true));
    await scheduler.advance(100_000);
    expect(new Set(puts.flatMap((put) => put.keys.flat())).size).toBeLessThanOrEqual(30);
  });
});

describe('what is refused for good', () => {
  it('is halved until only the culprit is left, which is reported and forgotten', async () => {
    const said: string[] = [];
    const { reports, scheduler, delivery } = deliver([letterOf('a/1', 'a/2', 'a/3', 'a/bad', 'a/5')], (entry) => {
      if (keysIn(entry).includes('a/bad')) return failed(false);
      said.push(...keysIn(entry));
      return ok;
    });
    await scheduler.advance(0);
    expect(said.toSorted()).toEqual(['a/1', 'a/2', 'a/3', 'a/5']);
    expect(reports).toEqual([{ what: 'refused', code: 'MalformedDetail', ranges: [`${ingressKind} a/bad..a/bad`] }]);
    expect(delivery.idle).toBe(true);
  });
});
