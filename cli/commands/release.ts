import type { Command } from '../command.ts';

export const release: Command = {
  name: 'release',
  form: 'HOST',
  summary: 'Lets a host go at once that nothing claims any more: it neither waits for its due time nor asks the guard.',
  help: `  HOST             the name; refused while an object still claims it, and while it is held

Example: npx firstlight release old.example.com
`,
  exits: '3: it is claimed or held',
  words: [1, 1],
  async run({ given, by, desk }) {
    const answer = await (await desk()).release(by, { host: given.words[0] ?? '' });
    return { json: answer, lines: [answer.message] };
  },
};
