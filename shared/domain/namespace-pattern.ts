/** Whether the pattern, in which `*` stands for any run of characters (also none), stands for the namespace. */
export function matchesNamespace(pattern: string, namespace: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === namespace;
  if (namespace.length < head.length + tail.length) return false;
  if (!namespace.startsWith(head) || !namespace.endsWith(tail)) return false;
  let middle = namespace.slice(head.length, namespace.length - tail.length);
  for (const part of rest) {
    const at = middle.indexOf(part);
    if (at === -1) return false;
    middle = middle.slice(at + part.length);
  }
  return true;
}

/** Whether the text can stand for a namespace at all: lower-case letters, digits, `-` and `*`, at most 63 characters. */
export function isNamespacePattern(text: string): boolean {
  return /^[a-z0-9*]([a-z0-9*-]{0,61}[a-z0-9*])?$/.test(text);
}
