/**
 * Limits of one message. EventBridge takes 256 KB an entry by the more careful of its pages (Amazon EventBridge quotas,
 * "PutEvents entry size"); the forwarder stays under 200 KB so that the envelope and SQS have room.
 */
export const messageAimBytes = 200_000;
export const messageLimitBytes = 250_000;

/** The forwarder says of an object above this only that it is too large. */
export const objectLimitBytes = 64_000;
/** One annotation or label value, as UTF-8. */
export const valueLimitBytes = 4_096;
/** One host name, path, class, address or the like, as UTF-8; a host name has at most 253 characters. */
export const textLimitBytes = 1_024;
/** A sentence for people. */
export const messageTextLimit = 2_000;

export const rangesLimit = 1_000;
export const objectsLimit = 2_000;
/** Entries of any one list within an object; the size of the object is what limits in practice. */
export const listLimit = 10_000;

/** Length as UTF-8; half a surrogate pair counts as the replacement character that it becomes. */
export function utf8Bytes(text: string): number {
  if (plain.test(text)) return text.length;
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (isPair(unit, text.charCodeAt(index + 1))) {
      bytes += 2;
      index += 1;
    } else bytes += 2;
  }
  return bytes;
}

/** Nearly all that is measured; looked at in one go it is many times as fast. */
const plain = /^[\0-\x7f]*$/;
const isPair = (high: number, low: number): boolean => high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
