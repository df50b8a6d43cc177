import type { Handle } from '#local/cloud/route53/faults.ts';

/** A fetch that asks a model directly. A connection that broke fails as undici has it: TypeError, the code beneath. */
export const modelFetch =
  (handle: Handle, now: () => number): typeof fetch =>
  async (input, init) => {
    const url = new URL(String(input));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? init.body : '';
    const query = Object.fromEntries(url.searchParams);
    const { method = 'GET' } = init ?? {};
    const answer = handle({ method, path: url.pathname, query, headers, body }, now());
    if (answer.status !== 0) return new Response(answer.body, { status: answer.status, headers: answer.headers });
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });
  };
