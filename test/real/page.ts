import { readFileSync } from 'node:fs';

/** A fenced block of the page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Of the section it stands in. */
  readonly heading: string;
}

/** The blocks of a page in docs/, in their order. */
export function readPage(name: string): readonly Block[] {
  const page = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  return page.split(/^## /m).flatMap((section) => {
    const [heading = ''] = section.split('\n');
    const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
    return blocks.map(([, language = '', text = '']) => ({ language, text, heading }));
  });
}
