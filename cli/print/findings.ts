import type { Finding, Level } from '#shared/checkup/finding.ts';
import { painter } from '../../local/start/screen.ts';
import { harmless, wrap } from '../../local/start/text.ts';
import type { Look } from '../command.ts';

const colors = { OK: 'green', WARN: 'yellow', FAIL: 'red' } as const satisfies Record<Level, string>;

/** A line for each thing that was looked at, what to do below it, and how many of each at the end. */
export function printFindings(findings: readonly Finding[], look: Look): readonly string[] {
  const width = Math.min(40, Math.max(...findings.map(({ subject }) => subject.length)));
  const lines = findings.flatMap(({ level, subject, message, remedy }) => [
    `${painter(look, colors[level])(level.padEnd(4))}  ${harmless(subject).padEnd(width)}  ${harmless(message)}`,
    ...(remedy === undefined ? [] : wrap(harmless(remedy), look.columns - 10).map((line) => `      → ${line}`)),
  ]);
  const count = (wanted: Level): number => findings.filter(({ level }) => level === wanted).length;
  return [...lines, '', `${count('OK')} OK, ${count('WARN')} WARN, ${count('FAIL')} FAIL`];
}
