/** As much of IAM's judgement as our policies use (IAM User Guide, "Policy evaluation logic"). */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Values of the condition keys; one with several values as a list. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** An explicit denial beats every allowance; without one nothing is allowed. */
export function judge(statements: readonly Statement[], asked: Asked): 'allowed' | 'denied' | 'not allowed' {
  const matching = statements.filter((statement) => applies(statement, asked));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return matching.length > 0 ? 'allowed' : 'not allowed';
}

function applies({ Action, Resource, Condition = {} }: Statement, { action, resource, context = {} }: Asked): boolean {
  const named =
    list(Action).some((one) => like(one, action)) && list(Resource).some((one) => like(flat(one), resource));
  return named && Object.entries(Condition).every(([operator, keys]) => holds(operator, keys, context));
}

function holds(
  operator: string,
  keys: Readonly<Record<string, string | readonly string[]>>,
  context: NonNullable<Asked['context']>,
): boolean {
  const [quantifier, name] = operator.includes(':') ? operator.split(':') : ['', operator];
  const test = operators[name ?? ''];
  if (test === undefined) throw new Error(`the condition operator ${operator} is not known here`);
  return Object.entries(keys).every(([key, wanted]) => {
    const values = context[key];
    if (values === undefined) return quantifier === 'ForAllValues' || (name ?? '').includes('Not');
    return list(values).every((value) => test(list(wanted).map(flat), String(value)));
  });
}

const operators: Readonly<Record<string, (wanted: readonly string[], value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted.includes(value),
  StringNotEquals: (wanted, value) => !wanted.includes(value),
  ArnLike: (wanted, value) => wanted.some((pattern) => like(pattern, value)),
  ArnNotEquals: (wanted, value) => !wanted.includes(value),
  StringLike: (wanted, value) => wanted.some((pattern) => like(pattern, value)),
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `*` any characters, `?` one (IAM User Guide, "Condition operators", StringLike). */
function like(pattern: unknown, value: string): boolean {
  const expression = String(pattern)
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}

/** A value of a template as text: references become their names. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value) return `<${list(value['Fn::GetAtt']).join('.')}>`;
  if ('Fn::Join' in value) {
    const [between, parts] = list(value['Fn::Join']);
    return list(parts).map(flat).join(String(between));
  }
  throw new Error(`what ${JSON.stringify(value)} is, is not known here`);
}
