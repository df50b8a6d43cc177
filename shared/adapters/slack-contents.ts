import type { ChatMessage } from '#shared/domain/chat.ts';

/** As Slack is told it: plain text in a block, which it shows as it is; the escaped text stands in notifications. */
export const slackContents = ({ text, escaped }: ChatMessage) => ({
  text: escaped,
  blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text, emoji: false } }],
});
