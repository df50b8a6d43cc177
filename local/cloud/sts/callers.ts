/** Who asks. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Why a request is nobody's, or is refused. */
export interface CallerRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What an access key id stands for; temporary ones have a session. */
export interface Keys {
  readonly caller: Caller;
  readonly session?: { readonly token: string; readonly untilMs: number };
}

export interface Directory {
  /** By access key id. */
  readonly keys: ReadonlyMap<string, Keys>;
  /** Who it is that comes with other keys, or none, and without a token. Absent: nobody. */
  readonly everybodyElse: Caller | undefined;
}

/**
 * The caller by the access key id in `Authorization` and the token in `X-Amz-Security-Token`.
 * Sources: IAM User Guide, "Elements of an AWS API request signature"; API references, "Common Errors": MissingAuthenticationToken,
 * InvalidClientTokenId, ExpiredToken.
 */
export function callerIn(
  { keys, everybodyElse }: Directory,
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): Caller | CallerRefusal {
  const [, id] = /Credential=([^/]+)\//.exec(headers['authorization'] ?? '') ?? [];
  const token = headers['x-amz-security-token'];
  const known = keys.get(id ?? '');
  if (known === undefined && token === undefined && everybodyElse !== undefined) return everybodyElse;
  if (id === undefined) return refusal('MissingAuthenticationToken', 'Missing Authentication Token');
  if (known === undefined || known.session?.token !== token)
    return refusal('InvalidClientTokenId', 'The security token included in the request is invalid.');
  if (known.session !== undefined && nowMs >= known.session.untilMs)
    return refusal('ExpiredToken', 'The security token included in the request is expired');
  return known.caller;
}

const refusal = (code: string, message: string): CallerRefusal => ({ status: 403, code, message });
