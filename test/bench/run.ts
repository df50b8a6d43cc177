import { parseArgs } from 'node:util';
import { batches } from './batches.ts';
import { certificates } from './certificates.ts';
import { cost } from './cost.ts';
import { forwarder } from './forwarder.ts';
import { idleHour } from './idle-hour.ts';
import { lostAnswer } from './lost-answer.ts';
import { monitors } from './monitors.ts';
import { oneChange } from './one-change.ts';
import { peer } from './peer.ts';
import { poison } from './poison.ts';
import { resync } from './resync.ts';

type Figures = Readonly<Record<string, number>>;
const benches: Readonly<Record<string, () => Promise<Figures>>> = {
  batches,
  oneChange,
  idleHour,
  poison,
  lostAnswer,
  forwarder,
  resync,
  certificates,
  monitors,
  cost,
  peer,
};

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
  process.exit(1);
}
const found: Record<string, Figures> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length === 0 || positionals.includes(name)) found[name] = await bench();
}
process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : asText(found));

function asText(benchFigures: Readonly<Record<string, Figures>>): string {
  const lines = Object.entries(benchFigures).flatMap(([name, figures]) =>
    Object.entries(figures).map(([figure, value]) => `${`${name} ${figure}`.padEnd(36)}${value}\n`),
  );
  return lines.join('');
}
