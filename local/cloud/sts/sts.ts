import type { Route53Request } from '../route53/request.ts';
import { type Route53Response, writeDocument, type XmlTree } from '../route53/xml-out.ts';
import { type AssumeRole, readAssumeRole } from './assume-role.ts';
import { type Caller, type CallerRefusal, callerIn, type Keys } from './callers.ts';

/** A role, and who may assume it how. */
export interface RoleSetup {
  /** `arn:aws:iam::<account>:role/<name>`; its sessions belong to that account. */
  readonly arn: string;
  /** Accounts that its trust policy names. */
  readonly trusts: readonly string[];
  /** What the trust policy's condition `sts:ExternalId` asks for. */
  readonly externalId?: string;
  /** The role's maximum session duration. Default: 3600, as IAM's. */
  readonly longestSeconds?: number;
}

export interface StsOptions {
  /** Access keys that last, with the account of each. */
  readonly keys: Readonly<Record<string, string>>;
  /** The account of whoever comes with other keys, or none. Absent: they are refused. */
  readonly everybodyElse?: string;
  readonly roles: readonly RoleSetup[];
}

/**
 * The Security Token Service as a state machine: no sockets, no clock, no chance. It hands out temporary credentials for roles and
 * says whose a request is. Unlike the real one it checks no signatures; policies other than trust policies are not modelled.
 * Source: API reference, AssumeRole and GetCallerIdentity; IAM User Guide, "Access to AWS accounts owned by third parties".
 */
export class Sts {
  readonly #roles: ReadonlyMap<string, RoleSetup>;
  readonly #keys: Map<string, Keys>;
  readonly #everybodyElse: Caller | undefined;
  #requests = 0;
  #assumed = 0;

  constructor({ keys, everybodyElse, roles }: StsOptions) {
    this.#everybodyElse = everybodyElse === undefined ? undefined : rootOf(everybodyElse);
    this.#roles = new Map(roles.map((role) => [role.arn, role]));
    this.#keys = new Map(Object.entries(keys).map(([id, account]) => [id, { caller: rootOf(account) }]));
  }

  /** Answers one request of the query protocol at the moment `nowMs`; never throws on what a request says. */
  handle(request: Route53Request, nowMs: number): Route53Response {
    this.#requests += 1;
    const caller = this.callerOf(request, nowMs);
    if ('code' in caller) return this.#refuse(caller);
    const form = new URLSearchParams(request.body);
    const action = form.get('Action') ?? '';
    if (action === 'GetCallerIdentity') return this.#answer(action, identityOf(caller));
    if (action !== 'AssumeRole') return this.#refuse(invalid('InvalidAction', `Could not find operation ${action}`));
    const asked = readAssumeRole(form);
    if ('code' in asked) return this.#refuse(asked);
    const role = this.#roles.get(asked.roleArn);
    if (role === undefined || !mayAssume(role, asked, caller)) return this.#refuse(denied(caller, asked.roleArn));
    if (asked.durationSeconds > (role.longestSeconds ?? 3600)) return this.#refuse(tooLong);
    return this.#answer(action, this.#assume(role, asked, nowMs));
  }

  /** Whose the request is, by its access key and session token. */
  callerOf(request: Route53Request, nowMs: number): Caller | CallerRefusal {
    return callerIn({ keys: this.#keys, everybodyElse: this.#everybodyElse }, request.headers, nowMs);
  }

  /** How often a role was assumed so far. */
  assumed(): number {
    return this.#assumed;
  }

  #assume(role: RoleSetup, asked: AssumeRole, nowMs: number): XmlTree {
    this.#assumed += 1;
    const [, , , , account = ''] = role.arn.split(':');
    const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
    const arn = `arn:aws:sts::${account}:assumed-role/${name}/${asked.sessionName}`;
    const id = `ASIA${String(this.#assumed).padStart(16, '0')}`;
    const session = { token: `session-${this.#assumed}`, untilMs: nowMs + asked.durationSeconds * 1000 };
    this.#keys.set(id, { caller: { account, arn }, session });
    return {
      Credentials: {
        AccessKeyId: id,
        SecretAccessKey: `secret-${this.#assumed}`,
        SessionToken: session.token,
        Expiration: new Date(session.untilMs).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: `AROA${account}:${asked.sessionName}`, Arn: arn },
    };
  }

  #answer(action: string, result: XmlTree): Route53Response {
    const requestId = `sts-${this.#requests}`;
    const tree = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
    return { status: 200, headers, body: writeDocument(`${action}Response`, namespace, tree) };
  }

  #refuse({ status, code, message }: CallerRefusal): Route53Response {
    const tree = { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: `sts-${this.#requests}` };
    return { status, headers, body: writeDocument('ErrorResponse', namespace, tree) };
  }
}

const rootOf = (account: string): Caller => ({ account, arn: `arn:aws:iam::${account}:root` });

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const headers = { 'content-type': 'text/xml' };

/** The trust policy names the caller's account, and its condition, if it has one, the external id that was given. */
const mayAssume = ({ trusts, externalId }: RoleSetup, asked: AssumeRole, caller: Caller): boolean =>
  trusts.includes(caller.account) && (externalId === undefined || externalId === asked.externalId);

const identityOf = ({ account, arn }: Caller): XmlTree => ({ Arn: arn, UserId: account, Account: account });

const invalid = (code: string, message: string): CallerRefusal => ({ status: 400, code, message });

const tooLong = invalid(
  'ValidationError',
  'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
);

/** The same words whatever is missing: the role, its trust, the external id. */
const denied = (caller: Caller, roleArn: string): CallerRefusal => ({
  status: 403,
  code: 'AccessDenied',
  message: `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
});
