import { quoted } from '../text.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A rule of Traefik as a tree (Traefik, "Rules & Priority"; its grammar is Go's expressions of calls, `&&`, `||`, `!`). */
export type Rule =
  | { readonly kind: 'matcher'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly [Rule, Rule] }
  | { readonly kind: 'not'; readonly rule: Rule };

/** The tree, or what is wrong with the text, as a sentence without a subject. */
export type ReadRule = { readonly rule: Rule } | { readonly problem: string };

/** People nest two or three deep. */
const depthLimit = 100;

/** Reads any text; `&&` binds closer than `||`. Never throws. */
export function readRule(text: string): ReadRule {
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return tokens;
  const cursor: Cursor = { tokens, at: 0 };
  const rule = either(cursor, 0);
  if ('problem' in rule) return rule;
  const rest = cursor.tokens[cursor.at];
  return rest === undefined ? { rule } : wrong(cursor, '&& or ||');
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

type Read = Rule | { readonly problem: string };

const either = (cursor: Cursor, depth: number): Read => chain(cursor, { sign: '||', kind: 'or', depth });
const both = (cursor: Cursor, depth: number): Read => chain(cursor, { sign: '&&', kind: 'and', depth });

interface Chain {
  readonly sign: '||' | '&&';
  readonly kind: 'or' | 'and';
  readonly depth: number;
}

function chain(cursor: Cursor, { sign, kind, depth }: Chain): Read {
  const next = kind === 'or' ? both : single;
  let left = next(cursor, depth);
  while (!('problem' in left) && takes(cursor, sign)) {
    const right = next(cursor, depth);
    if ('problem' in right) return right;
    left = { kind, rules: [left, right] };
  }
  return left;
}

function single(cursor: Cursor, depth: number): Read {
  if (depth > depthLimit) return { problem: `is nested more than ${depthLimit} deep; write it with fewer parentheses` };
  if (takes(cursor, '!')) {
    const rule = single(cursor, depth + 1);
    return 'problem' in rule ? rule : { kind: 'not', rule };
  }
  if (takes(cursor, '(')) {
    const inner = either(cursor, depth + 1);
    if ('problem' in inner) return inner;
    return takes(cursor, ')') ? inner : wrong(cursor, ')');
  }
  return matcher(cursor);
}

function matcher(cursor: Cursor): Read {
  const name = cursor.tokens[cursor.at];
  if (name?.kind !== 'name') return wrong(cursor, 'a matcher such as Host(`app.example.com`)');
  cursor.at += 1;
  if (!takes(cursor, '(')) return wrong(cursor, `( behind ${quoted(name.text)}`);
  const values: string[] = [];
  for (let more = true; !takes(cursor, ')'); more = takes(cursor, ',')) {
    if (!more) return wrong(cursor, ', or )');
    const value = cursor.tokens[cursor.at];
    if (value?.kind !== 'value') return wrong(cursor, 'a text in `backticks` or "quotes"');
    cursor.at += 1;
    values.push(value.text);
  }
  return { kind: 'matcher', name: name.text, values };
}

function takes(cursor: Cursor, sign: string): boolean {
  const token = cursor.tokens[cursor.at];
  if (token?.kind !== 'sign' || token.text !== sign) return false;
  cursor.at += 1;
  return true;
}

function wrong({ tokens, at }: Cursor, wanted: string): { readonly problem: string } {
  const token = tokens[at];
  const where = token === undefined ? 'ends too early' : `has ${quoted(token.text)} at character ${token.at + 1}`;
  return { problem: `${where}; write ${wanted} there` };
}
