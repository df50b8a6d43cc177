import type { Chat, ChatMessage } from '#shared/domain/chat.ts';
import { PermanentError, RetryableError, ThrottledError } from '#shared/errors/kinds.ts';
import { channelOfLane, type MessageRow, messageKey, messageRows } from '#shared/rows/alert-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put, remove } from '#shared/runtime/table.ts';
import { actionsPerTransaction } from '#shared/runtime/table-rules.ts';
import type { Change } from './plan/channel.ts';
import { escapeForSlack } from './plan/escape.ts';
import { subjectText } from './plan/texts.ts';

/**
 * Makes one change and then keeps what stands. What begins is noted before: whoever dies in between, or learns no answer,
 * tells it twice, and nothing is told never. Undefined: there is nothing to be known of the message any more.
 */
export async function apply(
  drain: Drain,
  chat: Chat,
  { name, change }: { readonly name: string; readonly change: Change },
): Promise<MessageRow | undefined> {
  if (change.kind === 'forget') {
    await transactFenced(drain, [remove(messageKey(name, change.id))]);
    return undefined;
  }
  const begins = change.kind === 'post' && change.begins === true;
  const key = messageKey(name, change.after.id);
  if (begins) await transactFenced(drain, [put(key, { ...change.after, unsure: true })]);
  try {
    const row = await tell(drain, chat, change);
    await transactFenced(drain, [put(key, row)]);
    return row;
  } catch (error) {
    if (begins && isRefused(error)) await transactFenced(drain, [remove(key)]);
    throw error;
  }
}

/** It is certain that the far side did nothing. */
const isRefused = (error: unknown): boolean =>
  error instanceof ThrottledError ||
  error instanceof PermanentError ||
  (error instanceof RetryableError && !error.ambiguous);

async function tell(drain: Drain, chat: Chat, change: Exclude<Change, { kind: 'forget' }>): Promise<MessageRow> {
  await drain.assertHeld();
  const message: ChatMessage = {
    text: change.text,
    escaped: escapeForSlack(change.text),
    subject: subjectText(change.text),
  };
  const { at: _at, ...loose } = change.after;
  if (change.kind === 'update') {
    // What comes next stands for itself.
    return (await chat.update(change.at, message)) === 'updated' ? change.after : { ...loose, gone: true };
  }
  const posted = await chat.post(message, change.thread);
  if (posted === 'gone') {
    const { endedMs: _not, ...open } = loose;
    return { ...open, gone: true };
  }
  const at = change.after.at ?? posted;
  return at === undefined ? loose : { ...change.after, at };
}

/** Of a channel that is configured no more nothing needs to be known; false where the time did not suffice. */
export async function forgetAll(drain: Drain): Promise<boolean> {
  for (;;) {
    const left = await drain.table.query(messageRows(channelOfLane(drain.lane)), { limit: actionsPerTransaction - 1 });
    if (left.length === 0) return true;
    if (!drain.hasTime()) return false;
    await transactFenced(
      drain,
      left.map(({ key }) => remove(key)),
    );
  }
}
