import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, root } from '../bundle-options.ts';

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
    ...bundleOptions,
    entryPoints: [join(root, 'forwarder/main.ts')],
    outfile,
    // Node shows the line at which a process failed. The text stays in memory as long as the process lives, and a source
    // map would too: stacks have names instead.
    lineLimit: 160,
  });
  copyFileSync(join(root, 'infra/image/Dockerfile'), join(folder, 'Dockerfile'));
  return outfile;
}
