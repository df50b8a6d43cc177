import { checkUp } from '#shared/checkup/check-up.ts';
import type { Command } from '../command.ts';
import { printFindings } from '../print/findings.ts';

export const doctor: Command = {
  name: 'doctor',
  form: '',
  summary: 'Looks at everything that a deployment stands on, and says what is wrong and what to do.',
  help: `  Looked at, by calls that change nothing: clock, version, table, configuration, queues and their dead letters,
  doorbells, bus, zones, clusters, lanes, certificates, accounts of monitors, channels of alerts; with your rights,
  not those of the functions.

Example: npx firstlight doctor --stack firstlight
`,
  exits: '3: something FAILs',
  words: [0, 0],
  async run({ deployment, around, look, region }) {
    const found = await deployment();
    const { openCheckUp } = await import('../open-checkup.ts');
    const findings = await checkUp(openCheckUp(found, region, () => around.now()));
    const exitCode = findings.some(({ level }) => level === 'FAIL') ? 3 : 0;
    return { json: { deployment: found.title, findings }, lines: printFindings(findings, look), exitCode };
  },
};
