import { listDeadLetters, redrive as sendBack } from '#shared/commands/dead-letters.ts';
import type { Command } from '../command.ts';
import { printDeadLetters, printLetters } from '../print/dead-letters.ts';

export const redrive: Command = {
  name: 'redrive',
  form: '[QUEUE]',
  summary: 'Shows the dead letters of a deployment with their reasons; with QUEUE it sends those of that queue back.',
  help: `  QUEUE            intake, claims, dns: as the list names them. What is still unreadable comes back with its reason

Example, after the reason was mended: npx firstlight redrive intake --stack firstlight
`,
  words: [0, 1],
  async run({ deployment, given, look, region }) {
    const found = await deployment();
    const { openDeadLetters } = await import('../open-checkup.ts');
    const places = openDeadLetters(found, region);
    const [queue] = given.words;
    if (queue === undefined) {
      const queues = await listDeadLetters(places);
      return { json: queues, lines: printDeadLetters(queues, look) };
    }
    const answer = await sendBack(places, queue);
    return { json: answer, lines: [answer.message, ...printLetters(answer.sent, look)] };
  },
};
