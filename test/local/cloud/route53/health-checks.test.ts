import { describe, expect, it } from 'vitest';
import { answerXml } from '#local/cloud/route53/xml-out.ts';
import { a, change, create, get, openModel, outcomeOf, remove, send, upsert } from './ask.ts';

const https = { Type: 'HTTPS', FullyQualifiedDomainName: 'example.com' };
const asking = (CallerReference: string, HealthCheckConfig: Readonly<Record<string, string>>) =>
  answerXml('CreateHealthCheckRequest', { CallerReference, HealthCheckConfig }, '').body;
const making = (model: ReturnType<typeof openModel>, reference: string, config: Record<string, string> = https) =>
  send(model, 'POST', 'healthcheck', asking(reference, config));
const idIn = (body: string) => /<Id>(.+?)<\/Id>/.exec(body)?.[1] ?? '';
const checked = (HealthCheckId: string) => ({ ...a('x'), SetIdentifier: 'one', Weight: 1, HealthCheckId });
const gone = (id: string) => ({
  code: 'NoSuchHealthCheck',
  messages: [`No health check exists with the specified ID: ${id}`],
});

describe('a health check', () => {
  it('may be named by record sets from its creation to its end', () => {
    const model = openModel();
    const { status, body } = making(model, 'first');
    const id = idIn(body);
    expect([status, get(model, `healthcheck/${id}`).body]).toEqual([201, expect.stringContaining('>example.com<')]);
    expect(change(model, create(checked(id)))).toBe('ok');
    expect(outcomeOf(send(model, 'DELETE', `healthcheck/${id}`))).toBe('ok');
    expect(outcomeOf(get(model, `healthcheck/${id}`))).toEqual(gone(id));
    expect(change(model, upsert({ ...checked(id), Weight: 2 }))).toEqual(gone(id));
    expect(change(model, remove(checked(id)))).toBe('ok');
  });

  it('that nobody made refuses the whole batch', () => {
    const model = openModel();
    expect(change(model, create(a('innocent')), create(checked('h404')))).toEqual(gone('h404'));
    expect(model.recordSets('Z1')).toHaveLength(2);
  });

  it('that a record of the beginning names exists', () => {
    const model = openModel({ zones: [{ id: 'Z1', name: 'example.com', private: false, records: [checked('h1')] }] });
    expect(change(model, upsert({ ...checked('h1'), Weight: 2 }))).toBe('ok');
  });

  it('is made once for a caller reference, and never again after its end', () => {
    const model = openModel();
    const id = idIn(making(model, 'first').body);
    expect(idIn(making(model, 'first').body)).toBe(id);
    expect(outcomeOf(making(model, 'first', { ...https, Port: '444' }))).toMatchObject({
      code: 'HealthCheckAlreadyExists',
    });
    send(model, 'DELETE', `healthcheck/${id}`);
    expect(outcomeOf(making(model, 'first'))).toMatchObject({ code: 'HealthCheckAlreadyExists' });
  });

  it.each([
    ['without an endpoint', { Type: 'TCP' }],
    ['of an unknown type', { Type: 'PING', IPAddress: '192.0.2.1' }],
    ['every 20 s', { ...https, RequestInterval: '20' }],
    ['after 11 failures', { ...https, FailureThreshold: '11' }],
  ])('%s is refused', (_, config) => {
    expect(outcomeOf(making(openModel(), 'first', config))).toMatchObject({ code: 'InvalidInput' });
  });

  it('outlives the process', () => {
    const before = openModel();
    const id = idIn(making(before, 'first').body);
    const after = openModel();
    after.restore(JSON.parse(JSON.stringify(before.snapshot())));
    expect(change(after, create(checked(id)))).toBe('ok');
  });

  it('is made more slowly than other things', () => {
    const model = openModel();
    for (let at = 0; at < 50; at += 1) expect(making(model, `n${at}`).status).toBe(201);
    expect(outcomeOf(making(model, 'more'))).toMatchObject({ code: 'Throttling' });
  });
});
