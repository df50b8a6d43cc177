import * as z from 'zod';
import { query, root } from './aws.ts';
import { type Called, roleOf } from './functions.ts';
import { tellPolicy } from './world.ts';

const statement = z.looseObject({
  Action: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
  Resource: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
});
const document = z.looseObject({ Statement: z.array(statement) });
type Document = z.infer<typeof document>;

/** One action on one resource that a function may do. */
export interface Right {
  readonly action: string;
  readonly resource: string;
}

/** The policy of a function's role, as IAM has it. */
export class Rights {
  readonly #account: string;
  readonly #role: string;
  readonly #policy: string;
  readonly #whole: Document;

  private constructor(account: string, role: string, policy: string, whole: Document) {
    this.#account = account;
    this.#role = role;
    this.#policy = policy;
    this.#whole = whole;
  }

  static async of(account: string, functionName: string): Promise<Rights> {
    const RoleName = await roleOf(account, functionName);
    const list = await query('iam', { Action: 'ListRolePolicies', RoleName }, root(account));
    const PolicyName = /<member>([^<]+)<\/member>/.exec(list)?.[1] ?? '';
    const xml = await query('iam', { Action: 'GetRolePolicy', RoleName, PolicyName }, root(account));
    const text = decodeURIComponent(/<PolicyDocument>([\s\S]*?)<\/PolicyDocument>/.exec(xml)?.[1] ?? '');
    const whole = document.parse(JSON.parse(text.replaceAll('&quot;', '"')));
    await tellPolicy(RoleName, whole.Statement);
    return new Rights(account, RoleName, PolicyName, whole);
  }

  get all(): readonly Right[] {
    return this.#whole.Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
    );
  }

  /** Calls the function while it lacks one right. */
  async without(right: Right, call: () => Promise<Called>): Promise<Called> {
    const Statement = this.#whole.Statement.flatMap(({ Action, Resource, ...rest }) =>
      Action.flatMap((action) => {
        const left = Resource.filter((resource) => action !== right.action || resource !== right.resource);
        return left.length === 0 ? [] : [{ ...rest, Action: [action], Resource: left }];
      }),
    );
    await this.#put({ ...this.#whole, Statement });
    try {
      return await call();
    } finally {
      await this.#put(this.#whole);
    }
  }

  async #put(policy: Document): Promise<void> {
    const names = { RoleName: this.#role, PolicyName: this.#policy };
    const given = { Action: 'PutRolePolicy', ...names, PolicyDocument: JSON.stringify(policy) };
    await query('iam', given, root(this.#account));
    await tellPolicy(this.#role, policy.Statement);
  }
}
