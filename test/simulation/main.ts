import { plantBug } from './bugs/plant.ts';
import { readOptions, usage } from './command/options.ts';

/** Exit code 0: all invariants held, or every bug was caught; 1: not so, or the arguments are wrong. */
async function simulate(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const { bugs, seed, trace, shrink } = options;
  if (seed !== undefined && (trace || shrink)) {
    const [bug] = bugs ?? [];
    if (bug !== undefined) plantBug(bug);
    // What is imported before a bug is planted is loaded without it.
    const { replaySeed } = await import('./command/replay.ts');
    return replaySeed(seed, options);
  }
  if (bugs !== undefined) {
    const { huntBugs } = await import('./command/hunt.ts');
    return huntBugs(options);
  }
  const { searchSeeds } = await import('./command/search.ts');
  return searchSeeds(options);
}

try {
  if (process.argv.includes('--help')) process.stdout.write(`${usage}\n`);
  else process.exitCode = (await simulate()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
  process.exitCode = 1;
}
