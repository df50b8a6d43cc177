import { ConditionFailedError, RetryableError } from '#shared/errors/kinds.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import type { Action } from '#shared/runtime/table.ts';

/** What is to be written of one name. */
export interface Part {
  readonly name: string;
  readonly actions: readonly Action[];
}

/** A transaction takes at most 100 actions (table port); the rest is for the fence and a flag. */
const chunkSize = 90;

export function chunkRows<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += chunkSize) chunks.push(items.slice(at, at + chunkSize));
  return chunks;
}

/**
 * Writes the rows of many names in few transactions, those of one name never apart. Says which names could not be
 * written because a row had changed meanwhile, or other transactions keep meeting them.
 * @throws LeaseLostError
 */
export async function writeTogether(drain: Drain, parts: readonly Part[]): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  for (const bin of packParts(parts)) {
    try {
      await transactFenced(
        drain,
        bin.flatMap(({ actions }) => actions),
      );
    } catch (error) {
      if (!(error instanceof ConditionFailedError || error instanceof RetryableError)) throw error;
      const alone = bin.length === 1 ? bin.map(({ name }) => name) : await writeApart(drain, bin);
      for (const name of alone) failed.add(name);
    }
  }
  return failed;
}

async function writeApart(drain: Drain, parts: readonly Part[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const part of parts) {
    const names = await writeTogether(drain, [part]);
    failed.push(...names);
  }
  return failed;
}

/** As many parts together as one transaction takes. */
export function packParts(parts: readonly Part[]): readonly (readonly Part[])[] {
  const bins: Part[][] = [];
  let size = 0;
  for (const part of parts.filter(({ actions }) => actions.length > 0)) {
    const bin = bins.at(-1);
    if (bin === undefined || size + part.actions.length > chunkSize) {
      bins.push([part]);
      size = part.actions.length;
    } else {
      bin.push(part);
      size += part.actions.length;
    }
  }
  return bins;
}
