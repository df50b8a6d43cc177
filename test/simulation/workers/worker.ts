import { enableCompileCache, flushCompileCache } from 'node:module';
import { plantBug } from '../bugs/plant.ts';

/**
 * A process that plays seeds one after the other: a seed comes in as a number, its verdict goes out.
 * With the name of a seeded bug as argument it plays a patched copy of the code.
 */
// Half of the start of a process; what is kept says of which text it was made, so a planted bug is compiled by itself.
enableCompileCache();
const [bug] = process.argv.slice(2);
if (bug !== undefined) plantBug(bug);
// Only now: whatever is imported before a bug is planted is loaded without it.
const { playSeed } = await import('./play-seed.ts');
// A process that is killed keeps nothing.
flushCompileCache();

process.on('message', (seed) => {
  if (typeof seed !== 'number') throw new TypeError('a seed is a number');
  void playSeed(seed).then((verdict) => process.send?.(verdict));
});
process.on('disconnect', () => process.exit());
