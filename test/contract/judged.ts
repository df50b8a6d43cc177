import { expect, it } from 'vitest';

/** Titles of tests that a far side does not pass, each with its reason. */
export type Unjudged = Readonly<Record<string, string>>;

/** Tests that a far side may be excused from: they are run all the same and must fail, so that the list stays true. */
export function judgedBy(unjudged: Unjudged) {
  const titles = new Set<string>();
  const judge = (title: string, run: () => Promise<void>): void => {
    titles.add(title);
    const why = unjudged[title];
    if (why === undefined) it(title, run);
    else it.fails(`NOT HERE: ${title} (${why})`, run);
  };
  /** To be called last. */
  const judgeExcuses = (): void =>
    it('leaves out nothing but what there is', () => {
      expect(Object.keys(unjudged).filter((title) => !titles.has(title))).toEqual([]);
    });
  return { judge, judgeExcuses };
}
