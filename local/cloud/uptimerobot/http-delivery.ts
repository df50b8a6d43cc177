import type { WebhookCall } from './alerts.ts';

/** How long whoever is told has to answer. Assumption: nobody says it. */
const timeoutMs = 10_000;

/** Calls a webhook over a real connection. @throws Error where nobody answers; what is answered does not matter */
export async function deliverOverHttp({ url, method, headers, body }: WebhookCall): Promise<void> {
  const said = method === 'POST' ? { body } : {};
  const answer = await fetch(url, {
    method,
    headers,
    ...said,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.body?.cancel();
}
