import type { ServerResponse } from 'node:http';
import type { Fault, Struck } from './faults.ts';

/** A fault in force, and the calls that it keeps without an answer. */
export interface Rule extends Fault {
  left: number;
  readonly held: Set<ServerResponse>;
}

/** The faults that tests have asked for, by a name that they choose. */
export class FaultRules {
  readonly #rules = new Map<string, Rule>();

  put(name: string, fault: Fault): void {
    this.#rules.set(name, { ...fault, left: fault.times, held: new Set() });
  }

  /** Calls that are held break: nobody will ever answer them. */
  lift(name: string): void {
    for (const held of this.#rules.get(name)?.held ?? []) held.destroy();
    this.#rules.delete(name);
  }

  struck(name: string): Struck {
    const rule = this.#rules.get(name);
    const held = [...(rule?.held ?? [])];
    return { left: rule?.left ?? 0, heldPorts: held.flatMap(({ socket }) => socket?.remotePort ?? []) };
  }

  /** The fault that strikes a call, which it then has struck. */
  strike(service: string, text: string): Rule | undefined {
    const rule = [...this.#rules.values()].find(
      (one) => one.left > 0 && one.service === service && new RegExp(one.match).test(text),
    );
    if (rule !== undefined) rule.left -= 1;
    return rule;
  }
}
