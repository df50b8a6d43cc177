import type { StatusReport } from './ports.ts';

/** More of one sort are not told: a thousand objects may have the same trouble, and must not hide another. */
const limit = 100;

const sortOf = (subject: string): string => subject.split(':', 1)[0] ?? '';

/** Troubles that last, each told once when it begins and once when it is over. */
export class Troubles {
  readonly #told = new Map<string, string>();
  readonly #report: (report: StatusReport) => void;

  constructor(report: (report: StatusReport) => void) {
    this.#report = report;
  }

  begin(subject: string, message: string): void {
    const alike = [...this.#told.keys()].filter((told) => sortOf(told) === sortOf(subject));
    if (this.#told.has(subject) || alike.length >= limit) return;
    this.#told.set(subject, message);
    this.#report({ what: 'trouble', message });
  }

  end(subject: string): void {
    const message = this.#told.get(subject);
    if (message === undefined) return;
    this.#told.delete(subject);
    this.#report({ what: 'over', message });
  }

  /** Every trouble whose subject begins so, but for those that there still are. */
  endOthers(prefix: string, still: ReadonlySet<string>): void {
    for (const subject of [...this.#told.keys()]) {
      if (subject.startsWith(prefix) && !still.has(subject)) this.end(subject);
    }
  }
}
