import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { readDuration, readMoment } from '../../cli/times.ts';
import { runCli } from './run-cli.ts';

describe('every command', () => {
  it.each(commands.map(({ name }) => [name]))('%s has a help text with an example and its exit codes', async (name) => {
    const { code, out, err } = await runCli([name, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: npx firstlight ${name}`));
    expect(out).toMatch(/Example.*: npx firstlight /);
    expect(out).toMatch(/Exit code 0: done/);
    expect(out).not.toMatch(name === 'plan' ? /3: / : /2: /);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(140);
  });

  it.each([
    [['why'], /why takes HOST; see firstlight why --help/],
    [['why', 'a', 'b'], /why takes HOST/],
    [['why', ''], /why takes HOST/],
    [['sites', 'x'], /sites takes no argument/],
    [['hold', 'all', '--forever'], /Unknown option '--forever'; see firstlight hold --help/],
    [['hold', 'all', '--for', '2x'], /--for "2x" is no duration: write 30m, 2h or 1d/],
    [['hold', 'all', '--for', '0h'], /is no duration/],
    [['hold', 'all', '--for', '-1h'], /--for "-1h" is no duration: write 30m, 2h or 1d/],
    [['history', '--since', '-1h'], /--since "-1h" is no duration: write 30m, 2h or 1d/],
    [['hold', 'all', '--until', 'tomorrow'], /--until "tomorrow" is no moment/],
    [['hold', 'all', '--for', '1h', '--until', '2030-01-01'], /name --for or --until, not both/],
    [['sites', '--data', '/nowhere', '--control', 'x'], /name --data or --control, not both/],
    [['sites', '--stack', 'x', '--data', '/nowhere'], /name --stack or --data, not both/],
    [['sites', '--stack='], /--stack needs a value/],
    [['sites', '--data', '/nowhere'], /holds nothing of a sandbox/],
    [['sites', '--control', 'ftp://x'], /is no address/],
    [['sites', '--control', 'http://127.0.0.1:1'], /no sandbox answers at http:\/\/127\.0\.0\.1:1: is it running/],
    [['sites', '--data='], /--data needs a value/],
    [['plan', '--manifests', 'x'], /name both/],
    [['plan', '--manifests', 'x', '--against', 'y', '--data', 'z'], /leave out/],
    [['plan', '--manifests', '/nowhere', '--against', '/nowhere'], /is no directory/],
  ])('refuses %j in one line', async (args, message) => {
    const { code, out, err } = await runCli(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('times', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
  ])('reads %s', (text, ms) => expect(readDuration('for', text)).toBe(ms));

  it('reads a moment with its offset, or as local time', () => {
    expect(readMoment('until', '2026-01-02T03:04:05+01:00')).toBe(Date.UTC(2026, 0, 2, 2, 4, 5));
    expect(readMoment('until', '2026-01-02T03:04')).toBe(new Date(2026, 0, 2, 3, 4).getTime());
  });
});
