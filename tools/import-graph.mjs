// Writes the graph of imports between folders, as Mermaid, between the markers in docs/architecture.md; --check only compares.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/architecture.md';
const folders = ['cli', 'forwarder', 'functions', 'local', 'shared'].filter((folder) => existsSync(folder));
const run = spawnSync(
  process.execPath,
  ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--output-type', 'json', ...folders],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  },
);
const { modules } = JSON.parse(run.stdout);

/** `shared/domain/x.ts` → `shared/domain`; `forwarder/a/b.ts` → `forwarder`. */
const roomOf = (file) => {
  const parts = file.split('/');
  return ['shared', 'functions', 'local'].includes(parts[0]) && parts.length > 2
    ? parts.slice(0, 2).join('/')
    : parts[0];
};
const isOwn = (file) => folders.some((folder) => file.startsWith(`${folder}/`));
const arrows = new Set();
for (const module of modules.filter(({ source }) => isOwn(source))) {
  for (const { resolved } of module.dependencies) {
    if (!isOwn(resolved)) continue;
    const [from, to] = [roomOf(module.source), roomOf(resolved)];
    // Everything speaks the vocabulary: those arrows would hide the others.
    if (from !== to && to !== 'shared/domain')
      arrows.add(`  ${from.replaceAll('/', '_')}["${from}"] --> ${to.replaceAll('/', '_')}["${to}"]`);
  }
}
const graph = ['```mermaid', 'graph TD', ...[...arrows].sort(), '```'].join('\n');
const text = readFileSync(page, 'utf8');
const next = text.replace(
  /(<!-- import graph -->\n)[\s\S]*?(\n<!-- end of import graph -->)/,
  (_, open, close) => open + graph + close,
);
if (process.argv.includes('--check')) {
  if (next === text) process.exit(0);
  console.error(`${page} shows an old import graph: run "npm run graph".`);
  process.exit(1);
}
writeFileSync(page, next);
