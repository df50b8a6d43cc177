import { quoted } from '../text.ts';

export interface Token {
  readonly kind: 'name' | 'value' | 'sign';
  readonly text: string;
  /** Where it begins, counted from 0. */
  readonly at: number;
}

const forms = [
  { kind: 'blank', form: /\s+/y },
  { kind: 'sign', form: /&&|\|\||[!(),]/y },
  { kind: 'name', form: /[A-Za-z][A-Za-z0-9]*/y },
  { kind: 'value', form: /`[^`]*`|"(?:[^"\\\n]|\\[^\n])*"/y },
] as const;

/** The parts of a rule in order, or the first character that begins none. */
export function tokensOf(text: string): Token[] | { readonly problem: string } {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const found = forms.flatMap(({ kind, form }) => {
      form.lastIndex = at;
      const match = form.exec(text);
      return match === null ? [] : [{ kind, text: match[0] }];
    })[0];
    if (found === undefined) return { problem: stray(text, at) };
    const { kind } = found;
    if (kind !== 'blank') tokens.push({ kind, text: kind === 'value' ? bare(found.text) : found.text, at });
    at += found.text.length;
  }
  return tokens;
}

/** Within backticks everything is meant as it stands (Go, "String literals"). */
const bare = (text: string): string =>
  text.startsWith('`') ? text.slice(1, -1) : text.slice(1, -1).replace(/\\(["\\])/g, '$1');

function stray(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '`' || character === '"')
    return `has a ${character} at character ${at + 1} that nothing closes; close it`;
  const remedy = character === "'" ? 'write `backticks` instead' : 'remove it';
  return `has ${quoted(character)} at character ${at + 1}; ${remedy}`;
}
