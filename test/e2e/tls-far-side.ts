import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Route53 } from '../../local/cloud/route53/route53.ts';
import { type Asked, judge, type Statement } from '../infra/iam.ts';
import { account, region, securedLoadBalancer } from './installation.ts';
import { openTlsModels } from './tls-models.ts';
import type { Answered } from './upstream.ts';

export interface Call {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** As in the scope of the signature. */
  readonly service: string;
}

type Headers = Readonly<Record<string, string>>;

const requested = z.object({
  DomainName: z.string().optional(),
  SubjectAlternativeNames: z.array(z.string()).default([]),
  ValidationMethod: z.string().default('EMAIL'),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  CertificateArn: z.string().default(''),
});

/**
 * ACM and the load balancers with certificates, as the strict models. The emulator judges rights to them, all but those
 * with conditions whose keys it does not know: these are judged here, for roles whose policy a test has told.
 */
export class TlsFarSide {
  readonly #models: ReturnType<typeof openTlsModels>;
  readonly #policies = new Map<string, readonly Statement[]>();
  /** By access key. */
  readonly #accounts = new Map<string, string>();

  constructor(route53: Route53) {
    this.#models = openTlsModels(route53, (headers) => this.#accountOf(headers));
  }

  /** The policy of a role from now on, by its name. */
  tellPolicy(role: string, statements: readonly Statement[]): void {
    this.#policies.set(role, statements);
  }

  /** Answers of other services name the account that a caller belongs to. */
  learn({ request }: Call, { body }: Answered): void {
    this.#learn(request, String(body));
  }

  /** Undefined: it is none of ours. `ask`: what the emulator says of it. */
  async answer(call: Call, ask: () => Promise<Answered>): Promise<Answered | undefined> {
    const { request, body, service } = call;
    const model = this.#modelOf(service, String(body));
    if (model === undefined) return undefined;
    this.#learn(request, decodeURIComponent(String(body)));
    const judged = await ask();
    if (judged.status === 403 && !this.#isAllowed(call, String(judged.body))) return judged;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    return model.handle({ method: 'POST', path: '/', query: {}, headers, body: String(body) }, Date.now());
  }

  /** The names of what the listener of the first account shows. */
  shown(): readonly string[] {
    const { acm, elbv2 } = this.#models;
    const balancer = elbv2.loadBalancers().find(({ arn }) => arn === securedLoadBalancer().arn);
    const listener = balancer?.listeners.find(({ port }) => port === 443);
    const listed = elbv2.shownBy(listener?.arn ?? '', Date.now())?.listed ?? [];
    return listed.flatMap((arn) => acm.certificate(arn, Date.now())?.names ?? []);
  }

  /** The emulator has load balancers of its own, of stacks that are deployed there. */
  #modelOf(service: string, body: string) {
    if (service === 'acm') return this.#models.acm;
    if (service !== 'elasticloadbalancing') return undefined;
    const isSecured = decodeURIComponent(body).includes(securedLoadBalancer().arn.split('/').slice(1).join('/'));
    return isSecured ? this.#models.elbv2 : undefined;
  }

  #accountOf({ authorization }: Headers): string {
    const key = keyIn(authorization);
    return /^\d{12}$/.test(key) ? key : (this.#accounts.get(key) ?? account);
  }

  /** What somebody names belongs to the same account. */
  #learn({ headers }: IncomingMessage, text: string): void {
    const [, of] = /arn:aws:(?:dynamodb|elasticloadbalancing):[^:]+:(\d{12}):/.exec(text) ?? [];
    if (of !== undefined) this.#accounts.set(keyIn(headers.authorization), of);
  }

  #isAllowed({ request, body }: Call, refusal: string): boolean {
    const [, of = '', role = ''] = /arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(refusal) ?? [];
    const statements = this.#policies.get(role);
    const asked = this.#asked(String(request.headers['x-amz-target'] ?? ''), String(body), of);
    return asked.length > 0 && (statements === undefined || asked.every((one) => judge(statements, one) === 'allowed'));
  }

  /** What a call asks of IAM where conditions decide (Service Authorization Reference, "AWS Certificate Manager"). */
  #asked(target: string, text: string, of: string): readonly Asked[] {
    const { acm } = this.#models;
    if (target.endsWith('.DeleteCertificate')) {
      const { CertificateArn: resource } = requested.parse(JSON.parse(text));
      const tags = Object.entries(acm.certificate(resource, Date.now())?.tags ?? {});
      const context = Object.fromEntries(tags.map(([name, value]) => [`aws:ResourceTag/${name}`, value]));
      return [{ action: 'acm:DeleteCertificate', resource, context }];
    }
    if (!target.endsWith('.RequestCertificate')) return [];
    const { DomainName, SubjectAlternativeNames, ValidationMethod, Tags } = requested.parse(JSON.parse(text));
    const tags = {
      ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
      'aws:TagKeys': Tags.map(({ Key }) => Key),
    };
    const names = [...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames];
    const context = { ...tags, 'acm:DomainNames': names, 'acm:ValidationMethod': ValidationMethod };
    const made = `arn:aws:acm:${region}:${of}:certificate/new`;
    return [
      { action: 'acm:RequestCertificate', resource: '*', context },
      ...(Tags.length === 0 ? [] : [{ action: 'acm:AddTagsToCertificate', resource: made, context: tags }]),
    ];
  }
}

const keyIn = (authorization: string | undefined): string =>
  /Credential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? '';
