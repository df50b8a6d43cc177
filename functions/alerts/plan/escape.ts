const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What Slack reads as formatting has no entity: signs that look alike stand for it. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * A text as it stands where Slack reads markup: nothing in it is a mention, a link or formatting.
 * Source: docs.slack.dev, "Formatting message text" (escaping `&`, `<`, `>`; `<!here>`, `<@U…>`, `<url|text>`; `*`, `_`, `~`,
 * backticks). Bare URLs and `#channel` are plain text only as long as the message is posted with `parse: none`.
 */
export const escapeForSlack = (text: string): string =>
  text.replaceAll(/[&<>*_~`]/g, (sign) => entities[sign] ?? lookAlikes[sign] ?? sign);
