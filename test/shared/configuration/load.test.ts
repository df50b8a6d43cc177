import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { sample } from './sample.ts';

const outside = mkdtempSync(join(tmpdir(), 'firstlight-configuration-'));
const body = JSON.stringify(sample);
const files: Record<string, string> = {
  'plain.config.ts': `export default ${body};`,
  'plain.config.mts': `export default ${body};`,
  'typed.config.ts': `import type { ConfigurationInput } from 'firstlight'; export default ${body} satisfies ConfigurationInput;`,
  'defined.config.ts': `import { defineConfig } from 'firstlight'; import { mode } from './mode.ts'; export default defineConfig({ ...${body}, mode });`,
  'mode.ts': `export const mode = 'sync' as const;`,
  'empty.ts': '',
  'named.ts': `export const configuration = ${body};`,
  'throwing.ts': `throw new Error('no zone id in the environment\\nsecond line');`,
  'cut.ts': 'export default {',
  'comma.ts': "export default {\n  mode: 'sync'\n  zones: [],\n};",
  'comma.mjs': "export default {\n  mode: 'sync'\n  zones: [],\n};",
  'deeper.ts': `import './comma.ts'; export default {};`,
  'enum.ts': 'const one = 1;\nenum Mode { one }\nexport default {};',
  'undefined.ts': 'export default {\n  mode: chosen,\n};',
  'no-file.ts': `\nimport { mode } from './modes.ts';\nexport default { mode };`,
  'no-package.ts': `\nimport { mode } from "modes-of-nobody";\nexport default { mode };`,
  'no-name.ts': `import { modes } from './mode.ts';\nexport default { modes };`,
  'text.ts': `throw 'nothing chosen';`,
  'function.ts': 'export default () => ({});',
  'list.ts': 'export default [];',
  'nothing.ts': 'export default null;',
  'promise.ts': 'export default Promise.resolve({});',
  'circle.ts': 'const circle: Record<string, unknown> = {}; circle.self = circle; export default circle;',
  'wrong.ts': `export default { ...${body}, mode: 'snyc' };`,
};
const script = `
  import { loadConfiguration } from ${JSON.stringify(new URL('../../../shared/configuration/load.ts', import.meta.url).href)};
  const outcomes = {};
  for (const file of ${JSON.stringify([...Object.keys(files), 'absent.ts', '.'])}) {
    outcomes[file] = await loadConfiguration(file).then((loaded) => loaded.mode, (error) => error.name + ': ' + error.message);
  }
  console.log(JSON.stringify(outcomes));
`;
let outcomes: Record<string, string> = {};
let warnings = '';

// Vitest has its own loader; what counts is what Node itself does with a file outside the package.
beforeAll(() => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(outside, name), text);
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: outside,
    encoding: 'utf8',
  });
  warnings = run.stderr;
  outcomes = z.record(z.string(), z.string()).parse(JSON.parse(run.stdout));
});
afterAll(() => rmSync(outside, { recursive: true }));

const define = 'write export default defineConfig({ … })';
it.each([
  ['plain.config.ts', 'observe'],
  ['plain.config.mts', 'observe'],
  ['typed.config.ts', 'observe'],
  ['defined.config.ts', 'sync'],
  ['empty.ts', `ConfigurationError: empty.ts: has no default export – ${define}`],
  ['named.ts', `ConfigurationError: named.ts: has no default export – ${define}`],
  [
    'throwing.ts',
    'ConfigurationError: throwing.ts:1:7: cannot be loaded: Error: no zone id in the environment – mend it there',
  ],
  ['function.ts', `ConfigurationError: function.ts: exports a function as default, not an object – ${define}`],
  ['list.ts', `ConfigurationError: list.ts: exports a list as default, not an object – ${define}`],
  ['nothing.ts', `ConfigurationError: nothing.ts: exports null as default, not an object – ${define}`],
  ['promise.ts', `ConfigurationError: promise.ts: exports a promise as default, not an object – ${define}`],
  [
    'circle.ts',
    'ConfigurationError: configuration: is not plain data – write objects, lists, texts, numbers, true and false only',
  ],
  ['wrong.ts', 'ConfigurationError: mode: is not known ("snyc") – did you mean sync?'],
  ['absent.ts', 'ConfigurationError: absent.ts: is not there – name the file of your configuration'],
  ['.', 'ConfigurationError: .: is not a file – name the file itself, for example firstlight.config.ts'],
])('%s: %s', (file, outcome) => {
  expect(outcomes[file]).toBe(outcome);
});

it.each([
  ['cut.ts', 'cut.ts:1: ', 'SyntaxError: Unexpected token `<eof>`', 'mend it there or just before'],
  ['comma.ts', 'comma.ts:3:3: ', "SyntaxError: Expected ',', got 'ident'", 'mend it there or just before'],
  ['deeper.ts', 'comma.ts:3:3: ', "SyntaxError: Expected ',', got 'ident'", 'mend it there or just before'],
  ['comma.mjs', 'comma.mjs: ', 'SyntaxError: ', 'mend the file; npx node --check comma.mjs shows where'],
  ['enum.ts', 'enum.ts:2:1: ', 'SyntaxError: TypeScript enum', 'write it without: types are stripped, not compiled'],
  ['undefined.ts', 'undefined.ts:2:9: ', 'ReferenceError: chosen is not defined', 'mend it there'],
  ['no-file.ts', 'no-file.ts:2: ', 'Error: Cannot find module', 'mend the import, or add what it names'],
  ['no-package.ts', 'no-package.ts:2: ', 'Error: Cannot find package', 'mend the import, or add what it names'],
  ['no-name.ts', 'no-name.ts:1:10: ', "SyntaxError: The requested module './mode.ts'", 'mend it there'],
  ['text.ts', 'text.ts: ', 'nothing chosen', 'mend the file'],
])('%s does not load, and one line names the place: %s', (file, place, what, remedy) => {
  expect(outcomes[file]?.split('\n')).toHaveLength(1);
  expect(outcomes[file]).toContain(`ConfigurationError: ${place}cannot be loaded: ${what}`);
  expect(outcomes[file]?.endsWith(` – ${remedy}`)).toBe(true);
});

it('loads without a warning', () => {
  expect(warnings).toBe('');
});
