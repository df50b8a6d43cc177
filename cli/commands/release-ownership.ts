import type { Command } from '../command.ts';

export const releaseOwnership: Command = {
  name: 'release-ownership',
  form: 'ZONE',
  summary: 'Gives a zone back to external-dns: its records stay, and nothing is written there any more.',
  help: `  ZONE             the zone's name, or its id where several have the name
  --undo           takes the zone again, once it is read

Said again it tells how far it is, and what external-dns will not take for its own.
Example: npx firstlight release-ownership example.com
`,
  exits: '3: several zones have the name',
  words: [1, 1],
  options: { undo: 'flag' },
  async run({ given, by, desk }) {
    const wish = { zone: given.words[0] ?? '', ...(given.has('undo') ? { undo: true } : {}) };
    const answer = await (await desk()).releaseOwnership(by, wish);
    return { json: answer, lines: [answer.message, ...answer.left.map((text) => `  ${text}`)] };
  },
};
