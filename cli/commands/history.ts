import type { Command } from '../command.ts';
import { printHistory } from '../print/history.ts';
import { readDuration } from '../times.ts';

export const history: Command = {
  name: 'history',
  form: '[HOST]',
  summary:
    'Lists every change made: when, what from and to, why, for which object or by which person; kept for 30 days.',
  help: `  HOST             only this name, and what was said of everything that covers it
  --since DURATION 30m, 2h, 7d                                       (default: 1d, with HOST 30d)

Example: npx firstlight history www.example.com --since 7d
`,
  words: [0, 1],
  options: { since: 'text' },
  async run({ given, desk, look }) {
    const [host] = given.words;
    const since = given.text('since');
    const entries = await (await desk()).history({
      ...(host === undefined ? {} : { host: host.toLowerCase().replace(/\.$/, '') }),
      ...(since === undefined ? {} : { sinceMs: look.nowMs - readDuration('since', since) }),
    });
    return { json: entries, lines: printHistory(entries, look) };
  },
};
