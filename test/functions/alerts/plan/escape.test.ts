import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkup } from '#local/cloud/slack/markup.ts';
import { escapeForSlack } from '../../../../functions/alerts/plan/escape.ts';

const marked = fc.array(
  fc.oneof(
    fc.constantFrom('<!here>', '<!channel>', '<@U012>', '<#C012|ops>', '<https://evil.example|https://bank.example>'),
    fc.constantFrom('*', '_', '~', '`', '```', '<', '>', '&', '&lt;', '&amp;lt;', '|', '\n', '!here'),
    fc.string({ unit: 'binary' }),
  ),
);

describe('a text that somebody else wrote', () => {
  it('is never a mention, a link or formatting', () => {
    fc.assert(
      fc.property(marked, (parts) => {
        const { mentions, links, formatted } = readMarkup(escapeForSlack(parts.join('')));
        expect({ mentions, links, formatted }).toEqual({ mentions: [], links: [], formatted: [] });
      }),
    );
  });

  it('is read as it was written, but for signs that only look alike', () => {
    const alike: Readonly<Record<string, string>> = { '∗': '*', ˍ: '_', '∼': '~', ˋ: '`' };
    const back = (text: string): string => text.replaceAll(/[∗ˍ∼ˋ]/g, (sign) => alike[sign] ?? sign);
    fc.assert(
      fc.property(marked, (parts) => {
        const text = parts.join('');
        expect(back(readMarkup(escapeForSlack(text)).plain)).toBe(back(text));
      }),
    );
  });

  it('leaves alone what has no meaning', () => {
    const down = 'Monitor is DOWN: myapp (https://myapp.example.com) - Reason: HTTP 502 - Bad Gateway';
    expect(escapeForSlack(down)).toBe(down);
  });
});
