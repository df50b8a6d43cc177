import type { Chat, ChatMessage, PostedAt } from '#shared/domain/chat.ts';
import { type MessageRow, messageKey } from '#shared/rows/alert-rows.ts';
import type { Drain } from '#shared/runtime/capability.ts';
import { transactFenced } from '#shared/runtime/fenced.ts';
import { put, remove } from '#shared/runtime/table.ts';
import type { Change } from './plan/channel.ts';
import { escapeForSlack } from './plan/escape.ts';
import { subjectText } from './plan/texts.ts';

/**
 * Makes one change and then keeps what stands: whoever dies in between tells it twice, and nothing is told never.
 * Undefined: there is nothing to be known of the message any more.
 */
export async function apply(
  drain: Drain,
  chat: Chat,
  { name, change }: { name: string; change: Change },
): Promise<MessageRow | undefined> {
  if (change.kind === 'forget') {
    await transactFenced(drain, [remove(messageKey(name, change.id))]);
    return undefined;
  }
  const row = await tell(drain, chat, change);
  await transactFenced(drain, [put(messageKey(name, row.id), row)]);
  return row;
}

async function tell(drain: Drain, chat: Chat, change: Exclude<Change, { kind: 'forget' }>): Promise<MessageRow> {
  await drain.assertHeld();
  const message: ChatMessage = {
    text: change.text,
    escaped: escapeForSlack(change.text),
    subject: subjectText(change.text),
  };
  const { at: _at, ...loose } = change.after;
  if (change.kind === 'update') {
    // Where it is gone, what comes next stands for itself.
    return (await chat.update(change.at, message)) === 'updated' ? change.after : loose;
  }
  const posted: PostedAt | undefined = await chat.post(message, change.thread);
  const at = change.after.at ?? posted;
  return at === undefined ? loose : { ...change.after, at };
}
