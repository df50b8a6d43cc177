/** Above every key: keys are well-formed text, and UTF-8 orders as code points do. */
export const lastKey = '\u{10FFFF}';

/** The longest key on the wire in UTF-8 bytes; Kubernetes needs 317 (63 + 1 + 253). */
export const keyLimitBytes = 480;

/** `namespace/name`, for what belongs to no namespace `/name`. */
export const objectKeyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

/** Takes a key apart at its first slash; the names of `Source` and `File` objects hold slashes of their own. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const at = key.indexOf('/');
  return at < 0 ? { namespace: '', name: key } : { namespace: key.slice(0, at), name: key.slice(at + 1) };
}

/** Compares as UTF-8 bytes do, which UTF-16 (the order of `<`) does not once surrogates meet U+E000 and above. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Moves surrogates, which stand for code points of four bytes, behind U+FFFF. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
