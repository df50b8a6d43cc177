/** Lets through what comes while it is open, and has all else wait. */
export class Gate {
  #open: Promise<void> | undefined;
  #release: () => void = () => undefined;

  get isOpen(): boolean {
    return this.#open === undefined;
  }

  shut(): void {
    this.#open ??= new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  open(): void {
    this.#open = undefined;
    this.#release();
  }

  async pass(): Promise<void> {
    while (this.#open !== undefined) await this.#open;
  }
}
