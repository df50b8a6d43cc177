import type { Command } from '../command.ts';
import { printWhy } from '../print/why.ts';

export const why: Command = {
  name: 'why',
  form: 'HOST',
  summary:
    'Tells everything that decides about a host: object, claim, site, each capability, holds, guard, who else wants it.',
  help: `  HOST             the name, a wildcard as '*.example.com'

Example: npx firstlight why www.example.com
`,
  words: [1, 1],
  async run({ given, desk, look }) {
    const document = await (await desk()).why(given.words[0] ?? '');
    return { json: document, lines: printWhy(document, look) };
  },
};
