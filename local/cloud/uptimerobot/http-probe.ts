import { once } from 'node:events';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import type { Check, Met } from './checks.ts';

export interface HttpProbeOptions {
  /** Where that which a name leads to answers on this machine; undefined: the name is not there, or leads nowhere. */
  readonly locate: (to: { readonly host: string; readonly port: number }) => Promise<Place | undefined>;
  /** Who signs certificates here, in PEM. Absent: whom the platform trusts. */
  readonly authority?: string;
}

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** As the real one calls itself (uptimerobot.com, "Locations and IPs"). */
const userAgent = 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)';
const mostRedirects = 5;
const mostBytes = 1 << 20;
/** Of a monitor that says none. */
const usualTimeoutMs = 30_000;

/** Makes checks over real connections, as somebody outside would: the name by public DNS, the certificate by who signs here. */
export function httpProbe(options: HttpProbeOptions): (check: Check) => Promise<Met> {
  return async (check) => {
    const signal = AbortSignal.timeout(check.timeoutMs || usualTimeoutMs);
    let url = check.url;
    try {
      for (let redirects = 0; ; redirects += 1) {
        const answer = await ask(new URL(url), check, { ...options, signal });
        if (answer === undefined) return { failed: 'no-answer' };
        const { statusCode: status = 0, headers } = answer;
        const isRedirect = check.followRedirects && status >= 300 && status < 400 && headers.location !== undefined;
        if (!isRedirect || redirects === mostRedirects) return { status, body: await bodyOf(answer) };
        answer.destroy();
        url = String(new URL(headers.location ?? '', url));
      }
    } catch (error) {
      return { failed: signal.aborted ? 'timeout' : failureOf(error) };
    }
  };
}

async function ask(
  url: URL,
  { method, headers, verifyTls }: Check,
  { locate, authority, signal }: HttpProbeOptions & { readonly signal: AbortSignal },
): Promise<IncomingMessage | undefined> {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const place = await locate({ host, port: Number(url.port) || (isTls ? 443 : 80) });
  if (place === undefined) return undefined;
  const to = { host: place.address, port: place.port, path: `${url.pathname}${url.search}`, agent: false } as const;
  const said = { method, headers: { 'user-agent': userAgent, ...headers, host: url.host }, signal };
  const tls = {
    rejectUnauthorized: verifyTls,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authority === undefined ? {} : { ca: authority }),
  };
  const request = isTls ? requestTls({ ...to, ...said, ...tls }) : requestPlain({ ...to, ...said });
  request.end();
  const [answer]: IncomingMessage[] = await once(request, 'response');
  // What goes wrong after the answer began is met while its body is read.
  request.on('error', () => undefined);
  return answer;
}

/** The beginning of it, where keywords are looked for. */
async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    const part = Buffer.from(chunk);
    chunks.push(part);
    bytes += part.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** By Node's codes: what is wrong with a certificate or a handshake, else that nobody answered. */
function failureOf(error: unknown): 'tls' | 'no-answer' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /CERT|TLS|SSL|SIGNATURE|EPROTO/.test(code) ? 'tls' : 'no-answer';
}
