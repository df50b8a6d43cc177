import { escapeHtml } from '../escape-html.ts';
import { readMarkup } from './markup.ts';
import type { Channel, Message } from './state.ts';

/** What people read of a message. */
export const shownText = ({ shown, text }: Message): string => shown ?? readMarkup(text).plain;

/** The channels as people read them: newest message last, answers beneath what they answer. It asks again by itself. */
export function renderPage(channels: readonly Channel[]): string {
  const sections = channels.map(({ name, archived, messages }) => {
    const parents = messages.filter(({ threadTs }) => threadTs === undefined);
    const items = parents.map((parent) => {
      const answers = messages.filter(({ threadTs }) => threadTs === parent.ts).map((one) => `<li>${line(one)}</li>`);
      return `<li>${line(parent)}${answers.length === 0 ? '' : `<ul>${answers.join('')}</ul>`}</li>`;
    });
    const body = items.length === 0 ? '<p>Nothing was told yet.</p>' : `<ul>${items.join('')}</ul>`;
    return `<section><h2>#${escapeHtml(name)}${archived ? ' (archived)' : ''}</h2>${body}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Slack</title><style>${style}</style></head><body><h1>The strict local Slack</h1>${sections.join('')}</body></html>`;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}ul{list-style:none;padding-left:1rem;border-left:2px solid #ddd}time{color:#767676;margin-right:.5rem}p,li{white-space:pre-wrap;overflow-wrap:anywhere}';

function line(message: Message): string {
  const at = new Date(Number(message.ts.split('.')[0]) * 1_000).toISOString();
  const edited = message.editedTs === undefined ? '' : ' <small>(edited)</small>';
  return `<time>${at.slice(11, 19)}</time>${escapeHtml(shownText(message))}${edited}`;
}
