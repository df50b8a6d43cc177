import fc from 'fast-check';

/** What may go wrong with one request to Route 53, by name. */
export const routeFault: fc.Arbitrary<string> = fc.constantFrom(
  'none',
  'none',
  'lost before',
  'lost after',
  'throttled',
  'broken',
);

const noAnswer = { status: 0, headers: {}, body: '' };

export function faultOf(name: string | undefined) {
  if (name === 'lost before') return noAnswer;
  if (name === 'lost after') return { after: noAnswer };
  if (name === 'throttled' || name === 'broken') {
    const [status, code] = name === 'throttled' ? [400, 'Throttling'] : [503, 'ServiceUnavailable'];
    const body = `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  return undefined;
}
