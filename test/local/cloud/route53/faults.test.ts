import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, withFaults } from '#local/cloud/route53/faults.ts';
import type { Route53Response } from '#local/cloud/route53/xml-out.ts';
import { seededRandom } from '../../../support/run-drain.ts';
import { a, bodyOf, create, openModel, outcomeOf } from './ask.ts';

const always = (kind: FaultKind) => {
  const model = openModel();
  const handle = withFaults((request, nowMs) => model.handle(request, nowMs), {
    shares: { [kind]: 1 },
    random: () => 0.5,
    slowestMs: 1000,
  });
  return { model, handle };
};
const changing = {
  method: 'POST',
  path: '/2013-04-01/hostedzone/Z1/rrset/',
  query: {},
  headers: {},
  body: bodyOf([create(a('x'))]),
};
const listing = { method: 'GET', path: '/2013-04-01/hostedzone/Z1/rrset', query: {}, headers: {}, body: '' };
const seen = (response: Route53Response) => (response.status === 0 ? 'nothing' : outcomeOf(response));

describe('a fault', () => {
  it.each<[FaultKind, unknown, boolean]>([
    ['throttled', { code: 'Throttling', messages: ['Rate exceeded'] }, false],
    ['busy', expect.objectContaining({ code: 'PriorRequestNotComplete' }), false],
    ['unavailable', expect.objectContaining({ code: 'ServiceUnavailable' }), false],
    ['unheard', 'nothing', false],
    ['failedAfter', expect.objectContaining({ code: 'InternalFailure' }), true],
    ['lostAnswer', 'nothing', true],
    ['slow', 'ok', true],
  ])('%s: the asker sees it, and the change was made or not', (kind, outcome, made) => {
    const { model, handle } = always(kind);
    expect(seen(handle(changing, 0))).toEqual(outcome);
    expect(model.recordSets('Z1').length === 3).toBe(made);
  });

  it('says how late an answer is', () => {
    expect(always('slow').handle(listing, 0).lateMs).toBe(500);
  });

  it('is never a busy zone for who only reads', () => {
    expect(seen(always('busy').handle(listing, 0))).toBe('ok');
  });
});

describe('laws of faults', () => {
  const shares = { throttled: 0.1, unavailable: 0.1, unheard: 0.1, failedAfter: 0.1, lostAnswer: 0.1, slow: 0.1 };
  const run = (seed: number, given: Partial<Record<FaultKind, number>>) => {
    const model = openModel();
    const handle = withFaults((request, nowMs) => model.handle(request, nowMs), {
      shares: given,
      random: seededRandom(seed),
    });
    const answers = Array.from({ length: 40 }, (_, at) => {
      const { status, lateMs } = handle({ ...changing, body: bodyOf([create(a(`n${at}`))]) }, at);
      return { status, lateMs };
    });
    return { answers, names: model.recordSets('Z1').map((set) => set.Name) };
  };

  it('the same seed breaks the same requests', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(run(seed, shares)).toEqual(run(seed, shares));
      }),
      { numRuns: 10 },
    );
  });

  it('what was answered with success was done', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { answers, names } = run(seed, shares);
        for (const [at, { status }] of answers.entries())
          if (status === 200) expect(names).toContain(`n${at}.example.com.`);
      }),
      { numRuns: 10 },
    );
  });

  it('without shares nothing goes wrong', () => {
    expect(run(1, {}).answers).toEqual(Array.from({ length: 40 }, () => ({ status: 200, lateMs: undefined })));
  });
});
