import type { Command } from '../command.ts';

export const forgetCluster: Command = {
  name: 'forget-cluster',
  form: 'NAME',
  summary:
    'Says that a cluster which left the configuration will not come back: its sites are released, through the guard.',
  help: `  NAME             the cluster; until then its records stay as they are

Example: npx firstlight forget-cluster old-staging
`,
  exits: '3: it is configured',
  words: [1, 1],
  async run({ given, by, desk }) {
    const answer = await (await desk()).forgetCluster(by, { name: given.words[0] ?? '' });
    return { json: answer, lines: [answer.message] };
  },
};
