import { RetryableError } from '#shared/errors/kinds.ts';
import type { ApiAnswer } from '../../../forwarder/kubernetes/api.ts';

/** The body of a watch: lines that are pushed, until it is ended or cut. */
export class LineStream {
  readonly #waiting: string[] = [];
  #end: 'open' | 'ended' | 'cut' = 'open';
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal | undefined) {
    signal?.addEventListener('abort', () => this.cut());
  }

  get isOpen(): boolean {
    return this.#end === 'open';
  }

  /** Lines that nobody has read yet. */
  get backlog(): number {
    return this.#waiting.length;
  }

  push(event: object): void {
    if (this.isOpen) this.#waiting.push(JSON.stringify(event));
    this.#wake();
  }

  end(): void {
    if (this.isOpen) this.#end = 'ended';
    this.#wake();
  }

  cut(): void {
    if (this.isOpen) this.#end = 'cut';
    this.#wake();
  }

  get answer(): ApiAnswer {
    return { ...textAnswer(200, ''), lines: () => this.#lines() };
  }

  async *#lines(): AsyncIterable<string> {
    for (;;) {
      if (this.#end === 'cut') throw new RetryableError('the connection is gone');
      const line = this.#waiting.shift();
      if (line !== undefined) yield line;
      else if (this.#end === 'ended') return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

export function textAnswer(status: number, body: string | object, headers: Record<string, string> = {}): ApiAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers,
    text: async () => text,
    lines: () => {
      throw new Error('nobody asked for a watch');
    },
    discard: () => undefined,
  };
}

/** A refusal as the API server words it. */
export const statusAnswer = (code: number, reason: string, message: string): ApiAnswer =>
  textAnswer(code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code });
