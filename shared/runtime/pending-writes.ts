import { type Fenced, transactFenced } from './fenced.ts';
import type { Action } from './table.ts';

/** A transaction takes 100 actions, the check of the lease among them (table port). */
const actionsTogether = 90;

/** Writes of a drain, each right by itself, so that they need not be written together; of one row the last counts. */
export class PendingWrites {
  readonly #fenced: Fenced;
  readonly #waiting = new Map<string, Action>();

  constructor(fenced: Fenced) {
    this.#fenced = fenced;
  }

  add(action: Action): void {
    this.#waiting.set(`${action.key.pk} ${action.key.sk}`, action);
  }

  /** What is not taken waits for the next time: what is written then may follow from it. @throws LeaseLostError */
  async flush(): Promise<void> {
    const actions = [...this.#waiting];
    for (let at = 0; at < actions.length; at += actionsTogether) {
      const together = actions.slice(at, at + actionsTogether);
      await transactFenced(
        this.#fenced,
        together.map(([, action]) => action),
      );
      for (const [name, action] of together) if (this.#waiting.get(name) === action) this.#waiting.delete(name);
    }
  }
}
