import type { Command } from '../command.ts';
import { printSites } from '../print/sites.ts';

export const sites: Command = {
  name: 'sites',
  form: '',
  summary: 'Shows every name with its state and why, what is refused and skipped, what leaves, holds and notices.',
  help: `Example: npx firstlight sites --json | jq '.sites[] | select(.ready | not) | .host'
`,
  words: [0, 0],
  async run({ desk, look }) {
    const overview = await (await desk()).sites();
    return { json: overview, lines: printSites(overview, look) };
  },
};
