import { readFileSync } from 'node:fs';

const page = readFileSync('docs/annotations.md', 'utf8');

const longer: Readonly<Record<string, string>> = {
  x129: 'x'.repeat(129),
  x401: Array.from({ length: 401 }, (_, index) => `198.51.${index >> 8}.${index & 255}`).join(','),
};

/** The names in the first table; those of monitors have a table of their own. */
export const documentedNames = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)]
  .map(([, name = '']) => name)
  .filter((name) => !name.startsWith('monitor'));

export interface Told {
  readonly annotations: Readonly<Record<string, string>>;
  readonly message: string;
  readonly then: string;
}

/** The rows of the last table. `x129` stands for that many characters, `x401` for that many addresses. */
export const documentedMessages: readonly Told[] = [...page.matchAll(/^\| (`[a-z-]+: .*`) \| (.*) \| (.*) \|$/gm)].map(
  ([, given = '', message = '', then = '']) => ({
    annotations: Object.fromEntries(
      [...given.matchAll(/`([a-z-]+): ([^`]*)`/g)].map(([, name, value = '']) => [
        `firstlight.dev/${name}`,
        longer[value] ?? value,
      ]),
    ),
    message,
    then,
  }),
);
