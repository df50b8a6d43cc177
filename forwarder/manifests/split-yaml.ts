/** A part of a YAML file and the number of lines before it. */
export interface YamlPart {
  readonly line: number;
  readonly text: string;
}

/**
 * Cuts a YAML file at its document markers, so that a document that does not end (an open quote, say) takes none of
 * those behind it along. Everywhere in YAML `---` at the beginning of a line is a marker (YAML 1.2.2, section 9.1.2).
 */
export function splitYaml(text: string): readonly YamlPart[] {
  const parts: { line: number; lines: string[] }[] = [{ line: 0, lines: [] }];
  for (const [number, line] of text.split('\n').entries()) {
    const last = parts.at(-1);
    if (last === undefined || (marker.test(line) && !isPrologue(parts))) parts.push({ line: number, lines: [line] });
    else last.lines.push(line);
  }
  return parts.map((part) => ({ line: part.line, text: part.lines.join('\n') }));
}

const marker = /^---(\s|$)/;

/** Comments and directives before the first marker belong to the first document. */
const isPrologue = (parts: readonly { readonly lines: readonly string[] }[]): boolean =>
  parts.length === 1 && parts[0]?.lines.every((line) => /^\s*$|^\s*#|^%/.test(line)) === true;
