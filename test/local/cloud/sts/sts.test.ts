import { describe, expect, it } from 'vitest';
import { Route53 } from '#local/cloud/route53/route53.ts';
import type { Route53Response } from '#local/cloud/route53/xml-out.ts';
import { Sts } from '#local/cloud/sts/sts.ts';
import { a, bodyOf, create, outcomeOf } from '../route53/ask.ts';

const hub = '111111111111';
const other = '222222222222';
const stranger = '333333333333';
const role = `arn:aws:iam::${other}:role/path/dns`;
const options = {
  keys: { HUB: hub, STRANGER: stranger },
  roles: [
    { arn: role, trusts: [hub], externalId: 'secret-word' },
    { arn: `${role}-open`, trusts: [hub] },
  ],
};

interface Keys {
  readonly id: string;
  readonly token?: string;
}
const signed = ({ id, token }: Keys): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${id}/20261121/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=x`,
  ...(token === undefined ? {} : { 'x-amz-security-token': token }),
});
const ask = (sts: Sts, fields: Readonly<Record<string, string>>, keys: Keys = { id: 'HUB' }, nowMs = 0) =>
  sts.handle(
    { method: 'POST', path: '/', query: {}, headers: signed(keys), body: String(new URLSearchParams(fields)) },
    nowMs,
  );
const assuming = (more: Readonly<Record<string, string>> = {}) => ({
  Action: 'AssumeRole',
  RoleArn: role,
  RoleSessionName: 'firstlight',
  ExternalId: 'secret-word',
  ...more,
});
const textOf = (body: string, tag: string): string => new RegExp(`<${tag}>(.*?)</${tag}>`).exec(body)?.[1] ?? '';
const keysIn = ({ body }: Route53Response): Keys => ({
  id: textOf(body, 'AccessKeyId'),
  token: textOf(body, 'SessionToken'),
});
const without = (field: string) => Object.fromEntries(Object.entries(assuming()).filter(([name]) => name !== field));

describe('who may assume a role', () => {
  it('whom it trusts, with the external id, for an hour', () => {
    const { status, body } = ask(new Sts(options), assuming(), { id: 'HUB' }, 5000);
    expect([status, textOf(body, 'Expiration')]).toEqual([200, '1970-01-01T01:00:05.000Z']);
  });

  it.each([
    ['without the external id', without('ExternalId'), 'HUB', 'AccessDenied'],
    ['with another external id', assuming({ ExternalId: 'guess' }), 'HUB', 'AccessDenied'],
    ['that does not trust the account', assuming(), 'STRANGER', 'AccessDenied'],
    ['that is not there', assuming({ RoleArn: `${role}-404` }), 'HUB', 'AccessDenied'],
    ['with unknown keys', assuming(), 'NOBODY', 'InvalidClientTokenId'],
    ['that is no role', assuming({ RoleArn: 'dns' }), 'HUB', 'ValidationError'],
    ['without a session name', without('RoleSessionName'), 'HUB', 'ValidationError'],
    ['for less than 15 minutes', assuming({ DurationSeconds: '899' }), 'HUB', 'ValidationError'],
    ['for longer than the role allows', assuming({ DurationSeconds: '3601' }), 'HUB', 'ValidationError'],
  ])('not a role %s', (_, fields, id, code) => {
    const sts = new Sts(options);
    expect(textOf(ask(sts, fields, { id }).body, 'Code')).toBe(code);
    expect(sts.assumed()).toBe(0);
  });

  it('needs no external id where the role asks for none', () => {
    expect(ask(new Sts(options), { ...without('ExternalId'), RoleArn: `${role}-open` }).status).toBe(200);
  });
});

describe('a zone of another account', () => {
  const endless = { capacity: 1e9, refillPerSecond: 1 };
  const open = () => {
    const sts = new Sts(options);
    const zones = [
      { id: 'Z1', name: 'example.com', private: false, account: hub },
      { id: 'Z2', name: 'example.org', private: false, account: other },
    ];
    const model = new Route53({ zones, callers: sts, limits: { action: endless } });
    const send = (method: string, path: string, keys: Keys, nowMs = 0) => {
      const body = method === 'POST' ? bodyOf([create({ ...a('x'), Name: 'x.example.org' })]) : '';
      return model.handle({ method, path: `/2013-04-01/${path}`, query: {}, headers: signed(keys), body }, nowMs);
    };
    return { sts, model, send };
  };
  const rrset = 'hostedzone/Z2/rrset/';

  it.each(['hostedzone/Z2', rrset, 'hostedzonelimit/Z2/MAX_RRSETS_BY_ZONE'])(
    '%s is denied without its role',
    (path) => {
      const { send } = open();
      expect(outcomeOf(send(path === rrset ? 'POST' : 'GET', path, { id: 'HUB' }))).toEqual({
        code: 'AccessDenied',
        messages: [`User: arn:aws:iam::${hub}:root is not authorized to access this resource`],
      });
    },
  );

  it('is changed with its role, until the session ends', () => {
    const { sts, model, send } = open();
    const keys = keysIn(ask(sts, assuming()));
    const made = send('POST', rrset, keys);
    expect([outcomeOf(made), model.recordSets('Z2').length]).toEqual(['ok', 3]);
    const change = textOf(made.body, 'Id').replace('/change/', 'change/');
    expect(outcomeOf(send('GET', change, keys))).toBe('ok');
    expect(outcomeOf(send('GET', change, { id: 'HUB' }))).toMatchObject({ code: 'NoSuchChange' });
    expect(outcomeOf(send('GET', 'hostedzone/Z1', keys))).toMatchObject({ code: 'AccessDenied' });
    expect(outcomeOf(send('GET', rrset, keys, 3_599_999))).toBe('ok');
    expect(outcomeOf(send('GET', rrset, keys, 3_600_000))).toMatchObject({ code: 'ExpiredToken' });
    expect(outcomeOf(send('GET', rrset, { id: keys.id }))).toMatchObject({ code: 'InvalidClientTokenId' });
  });

  it('is not listed to others', () => {
    const { send } = open();
    const { body } = send('GET', 'hostedzone', { id: 'HUB' });
    expect([body.includes('Z1'), body.includes('Z2')]).toEqual([true, false]);
  });

  it('has the requests of its own account', () => {
    const { sts, send } = open();
    const keys = keysIn(ask(sts, assuming()));
    for (let at = 0; at < 50; at += 1) send('GET', 'hostedzone/Z1', { id: 'HUB' });
    expect(outcomeOf(send('GET', 'hostedzone/Z1', { id: 'HUB' }))).toMatchObject({ code: 'Throttling' });
    expect(outcomeOf(send('GET', 'hostedzone/Z2', keys))).toBe('ok');
  });

  it('stays so after a restart', () => {
    const { model } = open();
    const after = open();
    after.model.restore(JSON.parse(JSON.stringify(model.snapshot())));
    expect(outcomeOf(after.send('GET', 'hostedzone/Z2', { id: 'HUB' }))).toMatchObject({ code: 'AccessDenied' });
  });

  it('asks for a signature', () => {
    const { model } = open();
    const request = { method: 'GET', path: '/2013-04-01/hostedzone', query: {}, headers: {}, body: '' };
    expect(outcomeOf(model.handle(request, 0))).toMatchObject({ code: 'MissingAuthenticationToken' });
  });
});

it('may take everybody else for one account, but no stale token', () => {
  const sts = new Sts({ ...options, everybodyElse: stranger });
  const arnOf = (keys: Keys) => textOf(ask(sts, { Action: 'GetCallerIdentity' }, keys).body, 'Arn');
  expect([arnOf({ id: 'ANY' }), arnOf({ id: 'HUB' })]).toEqual([
    `arn:aws:iam::${stranger}:root`,
    `arn:aws:iam::${hub}:root`,
  ]);
  expect(arnOf({ id: 'ASIA404', token: 'old' })).toBe('');
});

it('says who asks', () => {
  const sts = new Sts(options);
  const keys = keysIn(ask(sts, assuming()));
  expect(textOf(ask(sts, { Action: 'GetCallerIdentity' }, keys).body, 'Arn')).toBe(
    `arn:aws:sts::${other}:assumed-role/dns/firstlight`,
  );
  expect(textOf(ask(sts, { Action: 'GetSessionToken' }, keys).body, 'Code')).toBe('InvalidAction');
});
