/**
 * Host patterns are text: labels joined by dots, where `*` stands for exactly one label and `**` for one or more.
 * Hosts are lower case without a final dot; the `*` of a wildcard host (`*.example.com`) is a label that only
 * `*` and `**` match.
 */

type Step = { readonly literal: string } | 'one' | 'any';

/** Whether the pattern stands for the host. */
export function matchesHost(pattern: string, host: string): boolean {
  return meet(
    stepsOf(pattern),
    host.split('.').map((literal) => ({ literal })),
  );
}

/** The most specific of the patterns that stand for the host, or undefined when none does. */
export function mostSpecificPattern(patterns: readonly string[], host: string): string | undefined {
  return patterns.filter((pattern) => matchesHost(pattern, host)).sort(compareSpecificity)[0];
}

/**
 * Orders patterns, most specific first: more literal labels, then more labels, then fewer `**`, then text.
 * A pattern whose hosts are a proper part of another's always comes before it.
 */
export function compareSpecificity(left: string, right: string): number {
  const [a, b] = [left.split('.'), right.split('.')];
  return (
    count(b, isLiteral) - count(a, isLiteral) ||
    b.length - a.length ||
    count(a, (label) => label === '**') - count(b, (label) => label === '**') ||
    (left < right ? -1 : Number(left > right))
  );
}

/**
 * The reserved patterns that a wildcard host (`*.x`) would answer for, most specific first: those with a host at any
 * depth beneath `x` (RFC 4592 section 2.2.1), except where a more specific pattern decides everything beneath `x`.
 * Every namespace that may hold the wildcard host shares all of them.
 */
export function patternsBeneath(wildcardHost: string, patterns: readonly string[]): readonly string[] {
  const parent = wildcardHost.slice('*.'.length);
  const beneath = stepsOf(`**.${parent}`);
  const concerned = [...new Set(patterns)]
    .filter((pattern) => meet(stepsOf(pattern), beneath))
    .sort(compareSpecificity);
  const decisive = concerned.findIndex((pattern) => coversAllBeneath(pattern, parent));
  return decisive === -1 ? concerned : concerned.slice(0, decisive + 1);
}

/** What is wrong with the text as a host pattern, as a sentence without a subject; undefined when it is fine. */
export function hostPatternProblem(pattern: string): string | undefined {
  if (pattern === '*') return 'matches no host, as every host has at least two labels; write ** for every host';
  if (pattern.length > 253) return 'is longer than the 253 characters of a host name';
  const labels = pattern.split('.');
  const wrong = labels.find((label) => !isWild(label) && !/^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
  if (wrong !== undefined) return labelProblem(pattern, wrong);
  // One spelling for each meaning, so that specificity can be read off the labels.
  const twice = labels.some((label, index) => label === '**' && isWild(labels[index + 1] ?? ''));
  return twice ? 'has a wildcard after **; write the * labels first, as in *.**.example.com' : undefined;
}

function labelProblem(pattern: string, label: string): string {
  const shown = JSON.stringify(label.length > 20 ? `${label.slice(0, 20)}…` : label);
  const lower = pattern.toLowerCase();
  if (label === '') return 'has an empty label';
  if (label.includes('*')) return `mixes * with other characters in ${shown}; a wildcard stands for whole labels`;
  if (pattern !== lower && hostPatternProblem(lower) === undefined) return `has upper-case letters; write ${lower}`;
  if (label.length > 63) return `has a label of more than 63 characters (${shown})`;
  return `has characters that no host name has in ${shown}`;
}

/** Whether two sequences of steps have a host in common; neither begins with `any`. */
function meet(left: readonly Step[], right: readonly Step[]): boolean {
  // reachable[j]: the steps of `left` so far and the first j of `right` can stand for the same labels.
  let reachable: readonly boolean[] = [true];
  for (const step of left) {
    const next = [false];
    right.forEach((other, index) => {
      const stretched = reachable[index + 1] === true || next[index] === true;
      const paired = agree(step, other) && reachable[index] === true;
      next[index + 1] = paired || (stretched && (step === 'any' || other === 'any'));
    });
    reachable = next;
  }
  return reachable[right.length] === true;
}

function agree(left: Step, right: Step): boolean {
  if (left === 'any' || right === 'any') return false;
  return left === 'one' || right === 'one' || left.literal === right.literal;
}

/** `**` is one label followed by any number of labels. */
function stepsOf(pattern: string): readonly Step[] {
  return pattern.split('.').flatMap((label): readonly Step[] => {
    if (label === '**') return ['one', 'any'];
    return label === '*' ? ['one'] : [{ literal: label }];
  });
}

/** Beyond its own number of labels a pattern treats all depths alike, so trying one more than that is enough. */
function coversAllBeneath(pattern: string, parent: string): boolean {
  const depths = Array.from({ length: pattern.split('.').length + 1 }, (_, index) => index + 1);
  return depths.every((depth) => matchesHost(pattern, `${'*.'.repeat(depth)}${parent}`));
}

const isWild = (label: string): boolean => label === '*' || label === '**';
const isLiteral = (label: string): boolean => !isWild(label);
const count = (labels: readonly string[], test: (label: string) => boolean): number => labels.filter(test).length;
