import type { TestModule, Vitest } from 'vitest/node';

/** What became of one test file. */
export interface FileOutcome {
  readonly file: string;
  readonly passed: number;
  readonly skipped: number;
  /** What failed, each with the first line of its error; a file that could not be read is one. */
  readonly failures: readonly string[];
}

/** What became of each file; errors that belong to no file are one of their own, without a name. */
export function outcomesOf({ state }: Vitest): readonly FileOutcome[] {
  const stray = state.getUnhandledErrors().map((error) => firstLine(error));
  const files = state.getTestModules().map(outcomeOf);
  return stray.length === 0 ? files : [...files, { file: '', passed: 0, skipped: 0, failures: stray }];
}

function outcomeOf(module: TestModule): FileOutcome {
  const failures = module.errors().map(({ message }) => `${module.relativeModuleId}: ${firstLine(message)}`);
  let passed = 0;
  let skipped = 0;
  for (const suite of module.children.allSuites()) {
    for (const error of suite.errors()) failures.push(`${suite.fullName}: ${firstLine(error.message)}`);
  }
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result();
    if (state === 'passed') passed += 1;
    else if (state === 'failed') failures.push(`${test.fullName}: ${firstLine(errors?.[0]?.message ?? 'failed')}`);
    else skipped += 1;
  }
  return { file: module.moduleId, passed, skipped, failures };
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 300) ?? '';
