import { UsageError } from '#shared/errors/usage-error.ts';
import type { Arguments, Command } from '../command.ts';
import { readDuration, readMoment } from '../times.ts';

export const hold: Command = {
  name: 'hold',
  form: 'SCOPE',
  summary: 'Stops everything that Firstlight would write in SCOPE, until it is resumed or the hold ends.',
  help: `  SCOPE            all, cluster:NAME, edge:NAME, zone:NAME or a host
  --for DURATION   30m, 2h, 1d
  --until MOMENT   2026-01-02T18:00 (local time) or 2026-01-02T18:00:00Z
  --why TEXT       shown wherever the hold is
  --replace        take the place of a hold of the same scope

Example: npx firstlight hold zone:example.com --for 2h --why "moving the zone"
`,
  exits: '3: it is held already',
  words: [1, 1],
  options: { for: 'text', until: 'text', why: 'text', replace: 'flag' },
  async run({ given, by, desk, look }) {
    const untilMs = endOf(given, look.nowMs);
    const why = given.text('why');
    const answer = await (await desk()).hold(by, {
      scope: given.words[0] ?? '',
      ...(untilMs === undefined ? {} : { untilMs }),
      ...(why === undefined ? {} : { why }),
      ...(given.has('replace') ? { replace: true } : {}),
    });
    return { json: answer, lines: [answer.message] };
  },
};

function endOf(given: Arguments, nowMs: number): number | undefined {
  const duration = given.text('for');
  const until = given.text('until');
  if (duration !== undefined && until !== undefined) throw new UsageError('name --for or --until, not both');
  if (duration !== undefined) return nowMs + readDuration('for', duration);
  return until === undefined ? undefined : readMoment('until', until);
}
