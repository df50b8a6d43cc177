import type { Route53ClientConfig } from '@aws-sdk/client-route-53';
import type { Handle } from '#local/cloud/route53/faults.ts';

type RequestHandler = NonNullable<Route53ClientConfig['requestHandler']>;

/** The fields of the SDK's HttpRequest that the model looks at. */
interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A transport for the SDK that asks the model directly; status 0 stands for a connection that broke. */
export function inProcess(model: { readonly handle: Handle }, now: () => number): RequestHandler {
  return {
    async handle(request: SentRequest) {
      const query = Object.fromEntries(
        Object.entries(request.query ?? {}).map(([name, value]) => [name, [value].flat()[0] ?? '']),
      );
      const { method, path, headers } = request;
      const response = model.handle({ method, path, query, headers, body: bodyText(request.body) }, now());
      // As node's http client says it (https://nodejs.org/api/errors.html#nodejs-error-codes, ECONNRESET).
      if (response.status === 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return {
        response: {
          statusCode: response.status,
          headers: { ...response.headers },
          body: new TextEncoder().encode(response.body),
        },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}
