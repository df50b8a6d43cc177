import { runScenario } from './run.ts';
import { generateScenario } from './workload/generate.ts';

const [first = '1', count = '1'] = process.argv.slice(2);
for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const began = performance.now();
  const outcome = await runScenario(generateScenario(seed), { wholeTrace: count === '1' });
  if (count === '1' && process.env['TRACE']) for (const line of outcome.lines) console.log(line.slice(0, 400));
  console.log(
    seed,
    outcome.hash,
    outcome.steps,
    Math.round(performance.now() - began),
    'ms',
    (outcome.virtualMs / 3_600_000).toFixed(1),
    'h',
    outcome.violations.map(({ invariant, message }) => `${invariant}: ${message}`),
  );
}
