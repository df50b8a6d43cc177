const newline = 10;

/** The complete lines of a stream of bytes, empty ones left out. What comes after the last end of a line is dropped. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      begun.push(chunk.subarray(from, at));
      const line = Buffer.concat(begun).toString('utf8');
      begun = [];
      from = at + 1;
      if (line !== '') yield line;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
}
