// Runs dependency-cruiser and refuses to be fooled by an empty cruise: without a parser it "finds" no modules and passes.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folders = ['cli', 'examples', 'forwarder', 'functions', 'infra', 'local', 'shared', 'test'].filter((folder) =>
  existsSync(folder),
);
const run = spawnSync(
  process.execPath,
  ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--output-type', 'json', ...folders],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  },
);
if (run.stdout === '') {
  console.error(run.stderr);
  process.exit(1);
}
const { modules, summary } = JSON.parse(run.stdout);
const own = modules.filter(({ source }) => !source.includes('node_modules') && /\.[cm]?[jt]s$/.test(source));
const pure = own.filter(({ source }) => source.startsWith('shared/domain/'));
if (own.length === 0 || pure.length === 0) {
  console.error(
    `dependency-cruiser saw ${own.length} modules of ours, ${pure.length} of them in shared/domain: the cruise is empty.`,
  );
  process.exit(1);
}
for (const { from, to, rule } of summary.violations) {
  const comment = summary.ruleSetUsed?.forbidden?.find(({ name }) => name === rule.name)?.comment ?? '';
  console.error(`${rule.severity} ${rule.name}: ${from} -> ${to}\n  ${comment}`);
}
console.log(`boundaries: ${own.length} modules, ${summary.violations.length} violations`);
process.exit(summary.violations.some(({ rule }) => rule.severity === 'error') ? 1 : 0);
