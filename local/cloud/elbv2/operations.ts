/** The actions of the API that this model knows, with what each of them does to buckets. */
export const actions = {
  DescribeLoadBalancers: 'reads',
  DescribeTags: 'reads',
  DescribeListeners: 'reads',
  DescribeListenerCertificates: 'reads',
  AddListenerCertificates: 'changes',
  RemoveListenerCertificates: 'changes',
} as const;
export type Action = keyof typeof actions;

/** The version of the query API (API reference). */
export const version = '2015-12-01';

export const isAction = (name: string | null): name is Action => name !== null && Object.hasOwn(actions, name);

/** A list of the query protocol: `Name.member.1`, `Name.member.2`; `field` names what its members consist of. */
export function listOf(form: URLSearchParams, name: string, field?: string): readonly string[] {
  const values: string[] = [];
  for (let at = 1; ; at += 1) {
    const value = form.get(`${name}.member.${at}${field === undefined ? '' : `.${field}`}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** Whether a request of the query protocol is meant for this service: its version says so. */
export const isForElbv2 = (body: string): boolean => new URLSearchParams(body).get('Version') === version;
