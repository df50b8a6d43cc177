import { describe, expect, it } from 'vitest';
import type { HandledRequest } from '#local/cloud/model-options.ts';
import type { Action } from '#local/cloud/route53/operations.ts';
import { a, bodyOf, change, create, get, openModel, outcomeOf, post, remove, zones } from './ask.ts';

const creating = (name: string) => bodyOf([create(a(name))]);
const answered = (model: ReturnType<typeof openModel>, nowMs: number) =>
  [...(model.answeredZones(nowMs)[0]?.contents.from('') ?? [])].map((set) => set.Name);

describe('a change', () => {
  it('is listed at once, answered and INSYNC from one second on', () => {
    const model = openModel();
    post(model, creating('x'), 5000);
    expect(model.recordSets('Z1').map((set) => set.Name)).toContain('x.example.com.');
    const status = (nowMs: number) => get(model, 'change/C0000000000001', {}, nowMs).body;
    expect([status(5999), answered(model, 5999)]).toEqual([
      expect.stringContaining('<Status>PENDING</Status>'),
      ['example.com.', 'example.com.'],
    ]);
    expect([status(6000), answered(model, 6000)]).toEqual([
      expect.stringContaining('<Status>INSYNC</Status>'),
      ['example.com.', 'example.com.', 'x.example.com.'],
    ]);
  });

  it('meets PriorRequestNotComplete only while its own zone is busy', () => {
    const model = openModel({ limits: { processingMs: 200 } });
    expect(outcomeOf(post(model, creating('x'), 1000))).toBe('ok');
    expect(outcomeOf(post(model, creating('y'), 1199))).toMatchObject({ code: 'PriorRequestNotComplete' });
    expect(outcomeOf(post(model, creating('y'), 1199, 'Z2'))).toBe('ok');
    expect(outcomeOf(post(model, creating('y'), 1200))).toBe('ok');
  });

  it('is INSYNC a second later also when the clock has gone backwards', () => {
    const model = openModel();
    post(model, creating('x'), 3_600_000);
    post(model, creating('y'), 1000);
    expect([answered(model, 1999).length, answered(model, 2000).length]).toEqual([2, 4]);
  });

  it('knows its path with and without the final slash', () => {
    const model = openModel();
    const path = '/2013-04-01/hostedzone/Z1/rrset';
    const request = { method: 'POST', path, query: {}, headers: {}, body: creating('x') };
    expect(model.handle(request, 0).status).toBe(200);
    expect(model.calls()).toEqual({ ChangeResourceRecordSets: 1 });
  });

  it.each([
    ['no XML', 'nonsense', 'MalformedInput'],
    ['nothing', '', 'MalformedInput'],
    ['broken XML', creating('x').slice(0, -10), 'MalformedInput'],
    ['another document', '<ChangeBatch/>', 'MalformedInput'],
    ['no change', bodyOf([]), 'InvalidInput'],
    ['an unknown action', bodyOf([{ action: 'REPLACE', set: a('x') }]), 'InvalidInput'],
    ['prototype pollution', '<__proto__><ChangeBatch/></__proto__>', 'MalformedInput'],
  ])('refuses %s', (_, body, code) => {
    const model = openModel();
    expect(outcomeOf(post(model, body))).toMatchObject({ code });
    expect(model.recordSets('Z1')).toHaveLength(2);
  });

  it('is refused in a zone that does not exist', () => {
    expect(outcomeOf(post(openModel(), creating('x'), 0, 'Z9'))).toEqual({
      code: 'NoSuchHostedZone',
      messages: ['No hosted zone found with ID: Z9'],
    });
  });
});

describe('faults', () => {
  const unavailable = { status: 503, headers: {}, body: 'gone' };

  it('may stand in the place of the work, or of its answer only', () => {
    let fault: 'before' | 'after' = 'before';
    const faults = () => (fault === 'before' ? unavailable : { after: unavailable });
    const model = openModel({ faults });
    expect([post(model, creating('x')), model.recordSets('Z1').length]).toEqual([unavailable, 2]);
    fault = 'after';
    expect([post(model, creating('x')), model.recordSets('Z1').length]).toEqual([unavailable, 3]);
    expect(model.calls()).toEqual({ ChangeResourceRecordSets: 2 });
  });
});

describe('a run that goes on later', () => {
  it('keeps records, changes and what is not answered yet; ids go on', () => {
    const before = openModel();
    post(before, creating('old'), 1000);
    before.answeredZones(2000);
    post(before, bodyOf([create(a('new')), remove(a('old'))]), 5000);
    const after = openModel({ zones: [...zones, { id: 'Z4', name: 'example.org', private: false }] });
    after.restore(JSON.parse(JSON.stringify(before.snapshot())));
    expect(after.recordSets('Z1')).toEqual(before.recordSets('Z1'));
    expect(after.recordSets('Z4')).toHaveLength(2);
    expect(get(after, 'change/C0000000000002', {}, 5999).body).toContain('PENDING');
    expect([answered(after, 5999)[2], answered(after, 6000)[2]]).toEqual(['old.example.com.', 'new.example.com.']);
    expect(post(after, creating('more'), 7000).body).toContain('/change/C0000000000004');
  });

  it('does not start from what is no snapshot', () => {
    expect(() => openModel().restore({ version: 2 })).toThrow();
  });
});

it('tells what it handled', () => {
  const seen: HandledRequest<Action>[] = [];
  const model = openModel({ onRequest: (handled) => seen.push(handled) });
  change(model, create(a('x')));
  get(model, 'healthcheck');
  expect(seen.map(({ action, response }) => [action, response.status])).toEqual([
    ['ChangeResourceRecordSets', 200],
    ['unknown', 404],
  ]);
});
