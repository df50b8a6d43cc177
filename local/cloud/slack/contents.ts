import * as z from 'zod';
import type { Refusal } from './answer.ts';
import type { Limits } from './limits.ts';

/** What a message says. */
export interface Contents {
  readonly text: string;
  readonly shown?: string;
}

const plain = z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1), emoji: z.boolean().optional() });
/** The blocks that Firstlight sends ("Section block", "Text object"); markup in blocks is not modelled. */
const sections = z.array(z.strictObject({ type: z.literal('section'), text: plain }));

/** Methods take objects as JSON texts in forms, and as they are in JSON. */
export function readContents(from: Readonly<Record<string, unknown>>, limits: Limits): Contents | Refusal {
  const { text = '', blocks } = from;
  if (typeof text !== 'string') return { error: 'invalid_arguments' };
  if (text.length > limits.textCharacters) return { error: 'msg_too_long' };
  if (blocks === undefined) return text === '' ? { error: 'no_text' } : { text };
  const read = sections.safeParse(typeof blocks === 'string' ? parseJson(blocks) : blocks);
  if (!read.success) return { error: 'invalid_blocks' };
  if (read.data.length > limits.blocks) return { error: 'invalid_blocks' };
  if (read.data.some((block) => block.text.text.length > limits.sectionCharacters)) return { error: 'invalid_blocks' };
  if (read.data.length === 0) return text === '' ? { error: 'no_text' } : { text };
  return { text, shown: read.data.map((block) => block.text.text).join('\n') };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
