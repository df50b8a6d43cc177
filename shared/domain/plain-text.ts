/** Control characters, line ends, and what reorders or hides text (Unicode categories Cc, Cf, Zl, Zp, lone surrogates). */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** A text that somebody else wrote as one harmless line of at most `limit` UTF-16 units, `…` standing for what is cut. */
export function plainText(text: string, limit: number): string {
  const line = text.replaceAll(unseen, ' ').trim();
  if (line.length <= limit) return line;
  // A character of two units is not cut in half.
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
