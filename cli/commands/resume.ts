import type { Command } from '../command.ts';

export const resume: Command = {
  name: 'resume',
  form: 'SCOPE',
  summary: 'Lifts the hold of SCOPE; everything in it is looked at again at once.',
  help: `  SCOPE            exactly as it was held: all, cluster:NAME, edge:NAME, zone:NAME or a host

Example: npx firstlight resume zone:example.com
`,
  exits: '3: nothing is held',
  words: [1, 1],
  async run({ given, by, desk }) {
    const answer = await (await desk()).resume(by, { scope: given.words[0] ?? '' });
    return { json: answer, lines: [answer.message] };
  },
};
