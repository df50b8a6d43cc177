import type { Command } from '../command.ts';

export const retry: Command = {
  name: 'retry',
  form: 'HOST',
  summary:
    'Has the certificate of a host requested again that ACM refused; by itself that is done only once the wish is another one.',
  help: `  HOST             the name; quote a wildcard. What it was refused for is to be mended first: firstlight why HOST says it

Example: npx firstlight retry app.example.com
`,
  exits: '3: nothing was refused, or its certificate is not ours',
  words: [1, 1],
  async run({ given, by, desk }) {
    const answer = await (await desk()).retry(by, { host: given.words[0] ?? '' });
    return { json: answer, lines: [answer.message] };
  },
};
