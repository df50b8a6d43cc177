import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { requireInModules } from '../bundling.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Makes one file, `forwarder.mjs`, of `forwarder/main.ts` and all that it imports, and puts the Dockerfile beside it:
 * the folder, emptied before, is all that `docker build` needs.
 * @returns the file
 */
export async function bundleForwarder(folder: string): Promise<string> {
  const outfile = join(folder, 'forwarder.mjs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'forwarder/main.ts')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: requireInModules },
    // The text stays in memory as long as the process lives, and a source map would too: stacks have names instead.
    minify: true,
    keepNames: true,
    // Node shows the line at which a process failed.
    lineLimit: 160,
    logLevel: 'error',
  });
  copyFileSync(join(root, 'infra/image/Dockerfile'), join(folder, 'Dockerfile'));
  return outfile;
}
