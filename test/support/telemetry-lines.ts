import { vi } from 'vitest';
import * as z from 'zod';

const line = z.record(z.string(), z.unknown());

/** What a function writes for its log while `run` goes on: one JSON object a line, metrics among them. */
export async function telemetryLines(run: () => Promise<unknown>): Promise<readonly Record<string, unknown>[]> {
  let text = '';
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    }),
  );
  try {
    await run();
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
  const parsed = text.split('\n').flatMap((one) => (one.startsWith('{') ? [JSON.parse(one)] : []));
  return parsed.map((one) => line.parse(one));
}

/** Values of the metrics among the lines, `<metric>` or `<metric> <cluster>`. */
export function metricsIn(lines: readonly Record<string, unknown>[]): Record<string, unknown> {
  const entries = lines
    .filter((one) => '_aws' in one)
    .flatMap(({ _aws, service: _service, cluster, ...values }) =>
      Object.entries(values).map(([metric, value]) => [cluster === undefined ? metric : `${metric} ${cluster}`, value]),
    );
  return Object.fromEntries(entries);
}
