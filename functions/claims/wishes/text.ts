const shownCharacters = 60;

/** Untrusted text for a message: in quotes, control characters escaped, cut to a length that a line can hold. */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters.length > shownCharacters ? `${characters.slice(0, shownCharacters).join('')}…` : text;
  return JSON.stringify(shown).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const shownNames = 4;

/** The first few of many names. */
export const some = (names: readonly string[]): string =>
  names.length > shownNames ? `${names.slice(0, shownNames).join(', ')}, …` : names.join(', ');
