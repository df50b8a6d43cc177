import { UsageError } from '#shared/errors/usage-error.ts';

/** Where a server listens; without a host on all addresses. */
export interface Listen {
  readonly host?: string;
  readonly port: number;
}

const form = /^(?:(\[[0-9a-fA-F:.]+\]|[^:[\]]+):)?(\d{1,5})$/;

/**
 * Reads `[HOST:]PORT`; port 0 is any free one.
 * @param everywhere what no HOST means: all addresses, else this machine alone
 * @throws UsageError
 */
export function readListen(text: string, everywhere: boolean): Listen {
  const [, host, digits] = form.exec(text) ?? [];
  const port = digits === undefined ? Number.NaN : Number(digits);
  if (!(port <= 65_535))
    throw new UsageError(`--listen ${JSON.stringify(text)} is no [HOST:]PORT: write 127.0.0.1:8080`);
  if (host !== undefined) return { host: host.replace(/^\[|\]$/g, ''), port };
  return everywhere ? { port } : { host: '127.0.0.1', port };
}
