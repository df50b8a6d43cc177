const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 section 6, lower case, no padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let [bits, left] = [0, 0];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (left += 8; left >= 5; left -= 5) text += alphabet[(bits >> (left - 5)) & 31];
  }
  return text;
}
