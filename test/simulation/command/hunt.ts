import { bugs } from '../bugs/all.ts';
import type { Bug } from '../bugs/bug.ts';
import { type Found, readFound, writeFound } from '../bugs/found.ts';
import { bugNamed } from '../bugs/plant.ts';
import { hireWorker, type Worker } from '../workers/crew.ts';
import type { Verdict } from '../workers/verdict.ts';
import { generateScenario } from '../workload/generate.ts';
import type { Options } from './options.ts';
import { count, replayLine, say } from './texts.ts';

interface Caught extends Found {
  readonly message: string;
}

const defaultSeeds = 500;

/**
 * Plays with each seeded bug, in processes of its own, until an invariant catches it, beginning with the seed that once
 * did; prints where, and returns whether all were caught.
 */
export async function huntBugs(options: Options): Promise<boolean> {
  const { bugs: names = [], workers, json, record } = options;
  const known = record ? {} : readFound();
  const all = options.known ? bugs.filter(({ name }) => name in known) : bugs;
  const wanted = names.length === 0 ? all : names.map(bugNamed);
  const caught = new Map<string, Caught>();
  const beganMs = performance.now();
  const queue = wanted.values();
  const told = new Map<number, Promise<Verdict>>();
  const hunt = async (): Promise<void> => {
    const sane = hireWorker();
    for (const bug of queue) {
      const seeds = seedsOf(options, bug, known[bug.name]?.seed);
      const found = await huntBug(bug, { seeds, sane, told });
      if (found !== undefined) caught.set(bug.name, found);
      if (record && found !== undefined) recordFound({ ...readFound(), ...foundOf(caught) });
      if (!json) for (const line of lineOf(bug, found)) say(line);
    }
    sane.dismiss();
  };
  await Promise.all(Array.from({ length: Math.min(workers, wanted.length) }, hunt));
  if (json) say(JSON.stringify(Object.fromEntries(caught)));
  else
    say(
      `\n${count((performance.now() - beganMs) / 1000)} s\n${caught.size} passed, ${wanted.length - caught.size} failed`,
    );
  return caught.size === wanted.length;
}

interface Hunt {
  readonly seeds: Iterable<number>;
  /** Plays the code as it is: what is violated there is no merit of the bug. */
  readonly sane: Worker;
  /** What it said, by seed: many bugs show under the same ones. */
  readonly told: Map<number, Promise<Verdict>>;
}

async function huntBug({ name }: Bug, { seeds, sane, told }: Hunt): Promise<Caught | undefined> {
  const worker = hireWorker(name);
  try {
    for (const seed of seeds) {
      const [violation] = (await worker.play(seed)).violations;
      if (violation === undefined) continue;
      const verdict = told.get(seed) ?? sane.play(seed);
      told.set(seed, verdict);
      const { violations } = await verdict;
      if (violations.length > 0) continue;
      return { seed, invariant: violation.invariant, message: violation.message };
    }
    return undefined;
  } finally {
    worker.dismiss();
  }
}

/** One after the other, those left out whose stories cannot show the bug. */
function* seedsOf({ seed, seeds }: Options, { suits }: Bug, known: number | undefined): Generator<number> {
  if (seed === undefined && known !== undefined) yield known;
  const most = seeds ?? (seed === undefined ? defaultSeeds : 1);
  let next = seed ?? 1;
  for (let played = 0; played < most; next += 1) {
    if (seed === undefined && (next === known || suits?.(generateScenario(next)) === false)) continue;
    played += 1;
    yield next;
  }
}

function lineOf({ name, breaks }: Bug, found: Caught | undefined): readonly string[] {
  if (found === undefined) return [`${name.padEnd(34)} NOT FOUND: ${breaks}`];
  const { seed, invariant, message } = found;
  return [
    `${name.padEnd(34)} seed ${seed}  ${invariant}`,
    `    ${message.slice(0, 200)}`,
    `    ${replayLine(seed, name)}`,
  ];
}

const recordFound = (found: Readonly<Record<string, Found>>): void =>
  writeFound(found, new Map(bugs.map(({ name, breaks }) => [name, breaks])));

const foundOf = (caught: ReadonlyMap<string, Caught>): Readonly<Record<string, Found>> =>
  Object.fromEntries([...caught].map(([name, { seed, invariant }]) => [name, { seed, invariant }]));
