import type { Answered } from './upstream.ts';

/** What may go wrong between a function and a far side. */
export interface Fault {
  /** As in the scope of the request's signature: `route53`, `dynamodb`, `events`. */
  readonly service: string;
  /** A regular expression over `METHOD /path`, the header X-Amz-Target, and the body. */
  readonly match: string;
  /** How many requests it strikes. */
  readonly times: number;
  readonly kind: FaultKind;
}

export type FaultKind =
  /** Refused, nothing is done. */
  | 'throttled'
  /** 503, nothing is done. */
  | 'unavailable'
  /** Done, but the answer is lost. */
  | 'lostAnswer'
  /** Neither done nor answered until the fault is lifted. */
  | 'held'
  /** Route 53 alone: the zone is full. */
  | 'full';

/** A fault in force, as the control port tells of it. */
export interface Struck {
  readonly left: number;
  /** Local ports of the connections that are held. */
  readonly heldPorts: readonly number[];
}

const codes: Readonly<Record<'throttled' | 'unavailable' | 'full', Readonly<Record<string, string>>>> = {
  throttled: { route53: 'Throttling', dynamodb: 'ThrottlingException', events: 'ThrottlingException' },
  unavailable: { route53: 'ServiceUnavailable', dynamodb: 'InternalServerError', events: 'InternalException' },
  full: { route53: 'InvalidChangeBatch' },
};

/** The error in the words of the service. */
export function answerOf(service: string, kind: 'throttled' | 'unavailable' | 'full'): Answered {
  const code = codes[kind][service] ?? 'ServiceUnavailable';
  const status = kind === 'unavailable' ? 503 : 400;
  if (service === 'route53') {
    const message = kind === 'full' ? 'the zone is full' : 'a fault';
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    const body = `<?xml version="1.0"?><ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${error}<RequestId>fault</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: code, message: 'a fault' }),
  };
}
