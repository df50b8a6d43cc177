import type { FieldProblem } from '#shared/domain/object-meta.ts';
import { listLimit, textLimitBytes, utf8Bytes } from '#shared/domain/wire-limits.ts';

/** Reads fields that may hold anything: what cannot be taken over becomes a problem, never an exception. */
export interface Reading {
  readonly problems: FieldProblem[];
  /** Set when a list is so long that taking over a part of it would look like the rest had gone. */
  tooLong?: string;
}

/** A field's value and its path as a person would write it. */
export interface Field {
  readonly value: unknown;
  readonly path: string;
}

const problemsLimit = 20;

/** The field below an object; missing when the parent is no object, which is a problem unless it is missing too. */
export function below(reading: Reading, parent: Field, name: string): Field {
  const path = parent.path === '' ? name : `${parent.path}.${name}`;
  const value = readRecord(reading, parent)[name];
  return { value, path };
}

export function readRecord(reading: Reading, field: Field): Readonly<Record<string, unknown>> {
  if (isMissing(field)) return {};
  if (isRecord(field.value)) return field.value;
  addProblem(reading, field.path, `is ${describeValue(field.value)}, not an object`);
  return {};
}

export function readText(reading: Reading, field: Field, limitBytes = textLimitBytes): string | undefined {
  if (isMissing(field)) return undefined;
  if (typeof field.value !== 'string') {
    const quoted = typeof field.value === 'object' ? '' : `: write it in quotes, "${String(field.value)}"`;
    addProblem(reading, field.path, `is ${describeValue(field.value)}, not text${quoted}`);
    return undefined;
  }
  const text = field.value.toWellFormed();
  const bytes = utf8Bytes(text);
  if (bytes <= limitBytes) return text;
  addProblem(reading, field.path, `is ${bytes} bytes long, more than ${limitBytes}: shorten it`);
  return undefined;
}

export function readList(reading: Reading, field: Field): readonly Field[] {
  if (isMissing(field)) return [];
  if (!Array.isArray(field.value)) {
    addProblem(reading, field.path, `is ${describeValue(field.value)}, not a list`);
    return [];
  }
  if (field.value.length > listLimit) {
    reading.tooLong ??= `${field.path} has ${field.value.length} entries, more than ${listLimit}`;
    return [];
  }
  return Array.from(field.value, (value: unknown, index) => ({ value, path: `${field.path}[${index}]` }));
}

/** The texts of a list; entries that are none become problems. */
export function readTexts(reading: Reading, field: Field): readonly string[] {
  return readList(reading, field).flatMap((entry) => {
    if (isMissing(entry)) addProblem(reading, entry.path, 'is empty: remove it');
    return readText(reading, entry) ?? [];
  });
}

/** A whole number from 0 on. */
export function readCount(reading: Reading, field: Field): number | undefined {
  if (isMissing(field)) return undefined;
  if (Number.isSafeInteger(field.value) && Number(field.value) >= 0) return Number(field.value);
  addProblem(reading, field.path, `is ${describeValue(field.value)}, not a whole number`);
  return undefined;
}

export function readFlag(reading: Reading, field: Field): boolean | undefined {
  if (isMissing(field)) return undefined;
  if (typeof field.value === 'boolean') return field.value;
  addProblem(reading, field.path, `is ${describeValue(field.value)}, not true or false`);
  return undefined;
}

export function addProblem(reading: Reading, field: string, message: string): void {
  if (reading.problems.length > problemsLimit) return;
  const full = reading.problems.length === problemsLimit;
  reading.problems.push(
    full ? { field: 'metadata', message: 'has more problems than are listed here' } : { field: cut(field), message },
  );
}

/** Only the keys whose value is known: with exact optional properties an undefined one is no value. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMissing = (field: Field): boolean => field.value === undefined || field.value === null;

const cut = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 199)}…`).toWellFormed();

export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
