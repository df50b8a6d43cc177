import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText } from '../../../../functions/alerts/plan/duration.ts';
import { closedText, digestText, openText } from '../../../../functions/alerts/plan/texts.ts';
import { alertKinds } from '../../../../shared/domain/alert.ts';
import { monitorOf } from './samples.ts';

describe('a duration', () => {
  it.each([
    [0, '0 seconds'],
    [-5, '0 seconds'],
    [1_999, '1 second'],
    [60_000, '1 minute'],
    [473_000, '7 minutes and 53 seconds'],
    [3_605_000, '1 hour and 5 seconds'],
    [176_461_000, '2 days, 1 hour, 1 minute and 1 second'],
  ])('of %i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('a text', () => {
  const alerts = fc.record({
    about: fc.constantFrom(...alertKinds),
    name: fc.string({ unit: 'binary', maxLength: 5_000 }),
    message: fc.string({ unit: 'binary', maxLength: 9_000 }),
    hosts: fc.array(fc.string({ maxLength: 400 }), { maxLength: 40 }),
  });

  it('fits a block of Slack and is one line, whatever others wrote', () => {
    fc.assert(
      fc.property(alerts, ({ about, ...facts }) => {
        const alert = monitorOf('x', { about, facts });
        for (const text of [openText(alert), closedText(alert, { openedMs: 0, closedMs: 5 })]) {
          expect(text.length).toBeLessThanOrEqual(3_000);
          expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });

  it('of many fits too, and counts what it leaves out', () => {
    const lines = Array.from({ length: 50 }, (_, at) => `${at} ${'x'.repeat(500)}`);
    const text = digestText('monitor edge public', lines);
    expect(text.length).toBeLessThanOrEqual(3_000);
    const shown = text.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(text.endsWith(`\nand ${50 - shown} more`)).toBe(true);
  });

  it('of few leaves nothing out', () => {
    const text = openText(monitorOf('x', { about: 'host', facts: { name: 'a', message: 'why '.repeat(200) } }));
    expect(digestText('host cluster demo', [text])).toBe(`1 alert of host cluster demo:\n- ${text}`);
  });

  it('says what changed just before', () => {
    const changes = [
      { what: 'DNS', beforeMs: 125_000 },
      { what: 'certificate', beforeMs: 60_000 },
    ] as const;
    const facts = { name: 'myapp', url: 'https://myapp.example.com', message: 'HTTP 502 - Bad Gateway', changes };
    expect(openText(monitorOf('x', { facts }))).toBe(
      'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway. Changed just before: DNS (2 minutes and 5 seconds earlier), certificate (1 minute earlier).',
    );
  });

  it.each([
    ['https://wiki.example.com/firstlight', 'https://wiki.example.com/firstlight#dead-letters'],
    ['https://wiki.example.com/#/firstlight', 'https://wiki.example.com/#/firstlight'],
  ])('leads to the heading that says what to do: %s', (runbook, page) => {
    const facts = { name: 'a', message: 'b', anchor: 'dead-letters' };
    expect(openText(monitorOf('x', { about: 'alarm', facts, place: {} }), runbook)).toBe(`Alarm: a - b (${page})`);
  });

  it('is whole where it is our own, and short where it is somebody else’s', () => {
    const message = `${'why '.repeat(200)}and what to do`;
    const facts = { name: 'a', message };
    expect(openText(monitorOf('x', { about: 'certificate', facts }))).toContain('why and what to do');
    expect(openText(monitorOf('x', { facts })).length).toBeLessThan(400);
  });

  it('says what to do where a person decides', () => {
    const facts = {
      name: 'cluster:demo',
      message: '9 of the 12 names of cluster demo would be gone within an hour, at most 3 may go, so none goes',
      hosts: Array.from({ length: 12 }, (_, at) => `h${at}.example.com`),
      command: 'npx firstlight approve cluster:demo --expect 12-abcdef',
    };
    expect(openText(monitorOf('x', { about: 'guard', facts, reason: 'GuardTripped' }))).toMatch(
      /^Guard stops releases: cluster:demo - 9 of the 12 .*: h0\.example\.com, .*h9\.example\.com and 2 more\. If that is meant: npx firstlight approve cluster:demo --expect 12-abcdef$/,
    );
  });
});
