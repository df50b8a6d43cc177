/** Text for a terminal: whatever was written by others is made harmless, and cut to the columns that there are. */

/** Control characters, line ends, and what reorders or hides text (Unicode categories Cc, Cf, Zl, Zp, lone surrogates). */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Shows control and invisible characters as `\u{1b}` in place of letting the terminal obey them. */
export const harmless = (text: string): string =>
  text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const emoji = /\p{Emoji_Presentation}/u;
const unseen = /\p{Mn}|\p{Me}/u;

/** Columns that a text takes: East Asian wide characters and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

function columnsOfCharacter(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (unseen.test(character)) return 0;
  const astral = (character.codePointAt(0) ?? 0) >= 0x20000;
  return astral || wide.test(character) || emoji.test(character) ? 2 : 1;
}

/** Cuts to at most `columns`, the last one `…` when something is missing. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = columnsOfCharacter(character);
    if (used + next > columns - 1) break;
    kept += character;
    used += next;
  }
  return columns > 0 ? `${kept}…` : '';
}

/** Cuts or fills with blanks to exactly `columns`. */
export function fill(text: string, columns: number): string {
  const shown = cut(text, columns);
  return shown + ' '.repeat(Math.max(0, columns - columnsOf(shown)));
}

/** Breaks a text between words into lines of at most `columns`; a word that is longer goes on in the next line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || columnsOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].flatMap((each) => pieces(each, columns));
}

function pieces(word: string, columns: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && columnsOf(part) + columnsOfCharacter(character) > columns) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
