/** What people see of a text with Slack's markup, and what in it is more than text. */
export interface ReadText {
  readonly plain: string;
  readonly mentions: readonly string[];
  readonly links: readonly string[];
  /** Stretches in bold, italics, struck through or as code. */
  readonly formatted: readonly string[];
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const decode = (text: string): string => text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);

/**
 * Reads a text as Slack shows it. Source: docs.slack.dev, "Formatting message text": `<!here>`, `<@U…>`, `<#C…>`, `<url|text>`;
 * `*`, `_`, `~`, backticks. Stricter than Slack, which asks for a word's edge: any pair of marks counts as formatting.
 */
export function readMarkup(text: string): ReadText {
  const mentions: string[] = [];
  const links: string[] = [];
  const shown = text.replaceAll(/<([^<>]+)>/g, (_whole, inside: string) => {
    const [target = '', label] = inside.split('|');
    if (/^[!@#]/.test(target)) {
      mentions.push(target);
      return label ?? target.replace(/^!/, '@');
    }
    links.push(target);
    return label ?? target;
  });
  const formatted = [...shown.matchAll(/([*_~`])([^\n]*?)\1/g)].flatMap(([, , inside]) => (inside ? [inside] : []));
  return { plain: decode(shown), mentions, links, formatted };
}
