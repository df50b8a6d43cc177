import { describe, expect, it } from 'vitest';
import { answerXml } from '#local/cloud/route53/xml-out.ts';
import { a, change, create, get, openModel, outcomeOf, remove, send } from './ask.ts';

const adding = (tags: Readonly<Record<string, string>>) => {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return answerXml('ChangeTagsForResourceRequest', { AddTags: { Tag } }, '').body;
};
const removing = (...Key: string[]) => answerXml('ChangeTagsForResourceRequest', { RemoveTagKeys: { Key } }, '').body;
const several = (...ResourceId: string[]) =>
  answerXml('ListTagsForResourcesRequest', { ResourceIds: { ResourceId } }, '').body;

describe('tags', () => {
  it('are added, changed, removed and listed', () => {
    const model = openModel();
    expect(outcomeOf(send(model, 'POST', 'tags/hostedzone/Z1', adding({ team: 'web', env: 'test' })))).toBe('ok');
    send(model, 'POST', 'tags/hostedzone/Z1', adding({ team: 'shop' }));
    expect(outcomeOf(send(model, 'POST', 'tags/hostedzone/Z1', removing('env')))).toBe('ok');
    expect(get(model, 'tags/hostedzone/Z1').body).toContain(
      '<Tags><Tag><Key>team</Key><Value>shop</Value></Tag></Tags>',
    );
    const both = send(model, 'POST', 'tags/hostedzone', several('Z1', 'Z2')).body;
    expect(both.match(/<ResourceId>|<Key>/g)).toEqual(['<ResourceId>', '<Key>', '<ResourceId>']);
  });

  it.each([
    ['of a zone that is not there', 'hostedzone/Z9', adding({ a: 'b' }), 'NoSuchHostedZone'],
    ['of a health check that is not there', 'healthcheck/h9', adding({ a: 'b' }), 'NoSuchHealthCheck'],
    ['of something else', 'domain/example.com', adding({ a: 'b' }), 'InvalidInput'],
    ['no change', 'hostedzone/Z1', '<ChangeTagsForResourceRequest/>', 'InvalidInput'],
    [
      'more than ten',
      'hostedzone/Z1',
      adding(Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, '']))),
      'InvalidInput',
    ],
    ['no XML', 'hostedzone/Z1', 'nonsense', 'MalformedInput'],
    ['of several, one of which is not there', 'hostedzone', several('Z1', 'Z9'), 'NoSuchHostedZone'],
    ['of none', 'hostedzone', several(), 'InvalidInput'],
  ])('%s are refused', (_, path, body, code) => {
    expect(outcomeOf(send(openModel(), 'POST', `tags/${path}`, body))).toMatchObject({ code });
  });
});

describe('the end of a zone', () => {
  it('needs an empty zone, and then nothing is found there', () => {
    const model = openModel();
    change(model, create(a('x')));
    expect(outcomeOf(send(model, 'DELETE', 'hostedzone/Z1'))).toMatchObject({ code: 'HostedZoneNotEmpty' });
    change(model, remove(a('x')));
    expect(send(model, 'DELETE', 'hostedzone/Z1').body).toContain('<Status>PENDING</Status>');
    const noZone = { code: 'NoSuchHostedZone', messages: ['No hosted zone found with ID: Z1'] };
    expect([change(model, create(a('x'))), outcomeOf(get(model, 'hostedzone/Z1/rrset'))]).toEqual([noZone, noZone]);
    expect(model.answeredZones(0).map(({ id }) => id)).toEqual(['Z2', 'Z3']);
  });
});
