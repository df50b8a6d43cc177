/** However long a server asks for. */
const longestMs = 60_000;

/**
 * How long a server asks to be left alone, in milliseconds, at most a minute; 0 where it does not say. A date is not
 * read: API servers give seconds (RFC 9110, 10.2.3).
 * @param headers by lower-case name
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number {
  const text = headers['retry-after'];
  return text !== undefined && /^\d{1,6}$/.test(text) ? Math.min(longestMs, 1_000 * Number(text)) : 0;
}
