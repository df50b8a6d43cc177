// Mutates what the newest commits changed in the pure set, within a budget of lines: the whole set takes too long for CI.
// Which lines, when there are more than the budget, follows from the commit: each commit tries others, a re-run the same.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const budgetLines = Number(process.env.MUTATION_LINES ?? 60);
const commits = Number(process.env.MUTATION_COMMITS ?? 20);
// Of 60 lines a few survivors make ten per cent: with the whole run's threshold chance would decide.
const breakBelow = 65;
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 });

const config = JSON.parse(readFileSync('stryker.config.json', 'utf8'));
const pureSet = new Set(config.mutate.filter((glob) => !glob.startsWith('!')).flatMap((glob) => globSync(glob)));
const known = Number(git('rev-list', '--count', 'HEAD').trim());
const base = known > commits ? `HEAD~${commits}` : git('hash-object', '-t', 'tree', '/dev/null').trim();

/** Changed stretches as Stryker wants them: `file:first-last`. */
const stretches = [];
let file = '';
for (const line of git('diff', '-U0', '--no-renames', base, 'HEAD', '--', '*.ts').split('\n')) {
  if (line.startsWith('+++ b/')) file = line.slice(6);
  const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (!hunk || !pureSet.has(file)) continue;
  const first = Number(hunk[1]);
  const count = Number(hunk[2] ?? 1);
  for (let from = first; from < first + count; from += 30)
    stretches.push({ file, from, upTo: Math.min(from + 29, first + count - 1) });
}
if (pureSet.size === 0) {
  console.error('No file matches "mutate" of stryker.config.json: the pure set has moved.');
  process.exit(1);
}
const head = git('rev-parse', 'HEAD').trim();
const rank = ({ file, from }) => createHash('sha256').update(`${head}${file}${from}`).digest('hex');
stretches.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
const chosen = [];
let lines = 0;
for (const stretch of stretches) {
  if (lines >= budgetLines) break;
  lines += stretch.upTo - stretch.from + 1;
  chosen.push(`${stretch.file}:${stretch.from}-${stretch.upTo}`);
}
console.log(`mutation: ${lines} of the lines that the last ${commits} commits changed in ${pureSet.size} pure files`);
if (chosen.length === 0) process.exit(0);
const sampleConfig = 'reports/stryker-sample.config.json';
mkdirSync('reports', { recursive: true });
writeFileSync(sampleConfig, JSON.stringify({ ...config, thresholds: { ...config.thresholds, break: breakBelow } }));
const run = spawnSync('stryker', ['run', sampleConfig, '--mutate', chosen.join(',')], {
  stdio: 'inherit',
  env: { ...process.env, FC_SEED: '1', FC_RUNS: process.env.FC_RUNS ?? '25' },
});
process.exit(run.status ?? 1);
