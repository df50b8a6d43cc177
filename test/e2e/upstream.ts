import type { IncomingMessage } from 'node:http';
import { Agent, request as sendOverTls } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer | string;
}

/** The emulator, spoken to with requests as they came: the host header stays, so that signatures still hold. */
export class Upstream {
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  pass({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#port, agent: this.#agent, method, path: url, headers };
      const sent = sendOverTls(options, (answered) => {
        const { statusCode = 502, headers: told } = answered;
        buffer(answered).then((read) => resolve({ status: statusCode, headers: told, body: read }), reject);
      });
      sent.once('error', reject).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
