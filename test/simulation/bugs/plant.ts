import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { bugs } from './all.ts';
import type { Bug, Patch } from './bug.ts';

const root = new URL('../../../', import.meta.url);

/**
 * From now on modules are loaded with a bug in them; what is on disk stays as it is. Modules that are loaded already
 * keep their old text: plant first, import afterwards.
 *
 * @throws Error if there is no such bug or a patch does not fit the code (any more)
 */
export function plantBug(name: string): void {
  const texts = new Map([...patchedFiles(bugNamed(name))].map(([file, text]) => [new URL(file, root).href, text]));
  // The hook sees TypeScript: types are stripped after it (https://nodejs.org/api/module.html#loadurl-context-nextload).
  registerHooks({
    load(url, context, nextLoad) {
      const source = texts.get(url);
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

/** @throws Error naming the bugs that there are */
export function bugNamed(name: string): Bug {
  const bug = bugs.find((each) => each.name === name);
  if (bug === undefined)
    throw new Error(`no seeded bug ${name}; there are ${bugs.map((each) => each.name).join(', ')}`);
  return bug;
}

/**
 * The files that a bug changes, by path, as they read with it.
 *
 * @throws Error if what a patch looks for is not there exactly once
 */
export function patchedFiles({ name, patches }: Bug): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const patch of patches) {
    const text = texts.get(patch.file) ?? readFileSync(new URL(patch.file, root), 'utf8');
    texts.set(patch.file, applyPatch(text, patch, name));
  }
  return texts;
}

function applyPatch(text: string, { file, find, replace }: Patch, name: string): string {
  const times = text.split(find).length - 1;
  if (times === 1) return text.replace(find, () => replace);
  throw new Error(
    `seeded bug ${name}: ${file} has ${times} times "${find}"; adapt the patch to what the code says now`,
  );
}
