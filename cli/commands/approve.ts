import type { Command } from '../command.ts';

export const approve: Command = {
  name: 'approve',
  form: 'SCOPE',
  summary:
    'Lets go what is pending in SCOPE at this moment although the guard stops it; valid 24 h, later releases need their own word.',
  help: `  SCOPE            all, cluster:NAME, edge:NAME, zone:NAME or a host
  --expect TOKEN   only if exactly the releases are pending that a notice showed: refused when that changed

Example: npx firstlight approve edge:public --expect 12-4f9a1c
`,
  exits: '3: nothing is pending, or it changed',
  words: [1, 1],
  options: { expect: 'text' },
  async run({ given, by, desk }) {
    const expect = given.text('expect');
    const answer = await (await desk()).approve(by, {
      scope: given.words[0] ?? '',
      ...(expect === undefined ? {} : { expect }),
    });
    return { json: answer, lines: [answer.message] };
  },
};
