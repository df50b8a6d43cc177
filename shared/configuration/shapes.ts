import * as z from 'zod';
import { nearest } from '../domain/nearest-word.ts';
import { describeProblem } from './problems.ts';
import type { TextRule } from './syntax.ts';

/** An object that knows all its keys: an unknown one is an error that names the nearest known one. */
export function section<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).filter((key) => !isPlanned(shape[key]));
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, known)).join('\n');
      return mistyped(
        issue.input,
        'an object',
        `write { ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''} }`,
      );
    },
  });
}

/** A text that follows the rule. */
export function text(rule: TextRule): z.ZodString {
  const instead = (value: string) => (typeof rule.instead === 'string' ? rule.instead : rule.instead(value));
  return z
    .string({ error: (issue) => mistyped(issue.input, rule.noun, instead('')) })
    .refine(rule.test, { error: (issue) => describeProblem(`is not ${rule.noun}`, instead(String(issue.input))) });
}

/** One of the given words; `meant` says which of them other words stand for that people write instead. */
export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  meant: Readonly<Record<string, Values[number]>> = {},
) {
  return z.enum(values, {
    error: (issue) => {
      const near = typeof issue.input === 'string' ? nearest(issue.input, values, meant) : undefined;
      const instead = near === undefined ? `write one of ${values.join(', ')}` : `did you mean ${near}?`;
      return issue.input === undefined ? mistyped(undefined, '', instead) : describeProblem('is not known', instead);
    },
  });
}

/** A list without repetitions, of `min` entries at least; `one` names a single entry. */
export function list<Item extends z.ZodType>(
  item: Item,
  noun: string,
  { min, one }: { readonly min: number; readonly one: string } = { min: 0, one: '' },
): z.ZodArray<Item> {
  return z
    .array(item, { error: (issue) => mistyped(issue.input, 'a list', `write a list of ${noun}, […]`) })
    .min(min, {
      error: ({ input }) =>
        describeProblem(
          Array.isArray(input) && input.length > 0 ? 'has too few entries' : 'is empty',
          `write at least ${min === 1 ? `one ${one}` : `${min} ${noun}`}`,
        ),
    })
    .check((context) => {
      context.value.forEach((value, index) => {
        if (typeof value !== 'string' || context.value.indexOf(value) === index) return;
        const message = describeProblem('is listed twice', 'remove one of the two');
        context.issues.push({ code: 'custom', message, input: value, path: [index] });
      });
    });
}

/** A whole number within the bounds. */
export function whole(min: number, max: number, unit: string): z.ZodNumber {
  const range = `write a whole number of ${unit} from ${min} to ${max}`;
  return z
    .number({ error: (issue) => mistyped(issue.input, 'a number', range) })
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, {
      error: describeProblem(`is not within the bounds`, range),
    });
}

export function flag(): z.ZodBoolean {
  return z.boolean({ error: (issue) => mistyped(issue.input, 'true or false', 'write true or false') });
}

/** At least one text by name. */
export function textMap(noun: string, instead: string) {
  return z
    .record(z.string(), z.string({ error: (issue) => mistyped(issue.input, 'a text', 'write a text') }), {
      error: (issue) => mistyped(issue.input, `an object of ${noun}`, instead),
    })
    .refine((map) => Object.keys(map).length > 0, { error: describeProblem('is empty', instead) });
}

/** A part that a later version reads. */
export function notYet(): z.ZodExactOptional<z.ZodNever> {
  return z.never({ error: describeProblem('is planned, but cannot be used yet', 'remove it for now') }).exactOptional();
}

function isPlanned(part: unknown): boolean {
  return part instanceof z.ZodExactOptional && part.unwrap() instanceof z.ZodNever;
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return describeProblem(
    'is not known here',
    near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`,
  );
}

function mistyped(input: unknown, noun: string, instead: string): string {
  return describeProblem(input === undefined ? 'is missing' : `is not ${noun}`, instead);
}
