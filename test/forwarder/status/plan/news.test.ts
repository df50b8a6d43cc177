import { describe, expect, it } from 'vitest';
import type { DesiredSite, SiteCondition } from '../../../../forwarder/status/plan/desired.ts';
import {
  eventName,
  eventObject,
  newsOfNotice,
  newsOfSite,
  seriesPatch,
} from '../../../../forwarder/status/plan/news.ts';

const source = { apiGroup: 'networking.k8s.io', kind: 'Ingress', namespace: 'shop', name: 'web' };
const ready = (status: SiteCondition['status'], reason: string, message = ''): SiteCondition => ({
  type: 'Ready',
  status,
  reason,
  message,
});
const site = (condition: SiteCondition | undefined, more: Partial<DesiredSite> = {}): DesiredSite => ({
  namespace: 'shop',
  name: 'a.example.com',
  host: 'a.example.com',
  view: 'public',
  setIdentifier: '',
  source,
  edge: 'public',
  conditions: [
    { type: 'DnsReady', status: 'Unknown', reason: 'X', message: '' },
    ...(condition === undefined ? [] : [condition]),
  ],
  ...more,
});

describe('news of a site', () => {
  it.each<[SiteCondition | undefined, SiteCondition | undefined, string | undefined]>([
    [undefined, ready('True', 'Ready'), 'Normal Ready a.example.com is reachable'],
    [ready('False', 'NameTaken'), ready('True', 'Ready'), 'Normal Ready a.example.com is reachable'],
    [ready('True', 'Ready'), ready('True', 'Ready', 'other words'), undefined],
    [ready('True', 'Ready'), ready('False', 'NameTaken', 'why'), 'Warning NameTaken a.example.com is not ready: why'],
    [ready('False', 'ZoneFull'), ready('False', 'NameTaken'), 'Warning NameTaken a.example.com is not ready'],
    [ready('Unknown', 'NameTaken'), ready('False', 'NameTaken'), 'Warning NameTaken a.example.com is not ready'],
    [undefined, ready('False', 'NoAddress', 'why'), 'Normal NoAddress a.example.com is not ready: why'],
    [undefined, ready('Unknown', 'Observing'), 'Normal Observing a.example.com is not ready'],
    [undefined, ready('False', 'Held'), 'Normal Held a.example.com is not ready'],
    [undefined, ready('False', 'Releasing'), 'Normal Releasing a.example.com is not ready'],
    [undefined, ready('False', 'GivenBack'), 'Normal GivenBack a.example.com is not ready'],
    ...(['Waiting', 'ChangePending', 'ZoneNotRead', 'Retrying', 'Throttled'] as const).map(
      (reason): [undefined, SiteCondition, undefined] => [undefined, ready('Unknown', reason), undefined],
    ),
    [undefined, undefined, undefined],
  ])('%j → %j: %s', (before, now, told) => {
    const news = newsOfSite(site(now), before === undefined ? [] : [before]);
    expect(news && `${news.type} ${news.reason} ${news.note}`).toBe(told);
  });

  it('names the view and the identifier', () => {
    const news = newsOfSite(site(ready('True', 'Ready'), { view: 'private', setIdentifier: 'blue' }), []);
    expect(news?.note).toBe('a.example.com (private) (blue) is reachable');
  });

  it('tells what is skipped, cut to what an Event takes', () => {
    const notice = { source, reason: 'InvalidHost', message: 'x\n'.repeat(2_000) };
    expect(newsOfNotice({ ...notice, host: 'b' }).note).toMatch(/^b is not served: x x/);
    expect(newsOfNotice(notice)).toMatchObject({ type: 'Warning', source, reason: 'InvalidHost' });
    expect(newsOfNotice(notice).note).toMatch(/^is not served: /);
    expect(newsOfNotice(notice).note).toHaveLength(1_000);
  });
});

describe('an Event', () => {
  const news = { source, type: 'Normal', reason: 'Ready', note: 'is reachable' } as const;

  it('has one name for the same news of the same object, which Kubernetes takes', () => {
    const name = eventName(news, 'u1');
    expect(name).toMatch(/^web\.[0-9a-f]{16}$/);
    expect(eventName({ ...news }, 'u1')).toBe(name);
    const others = [
      eventName(news, 'u2'),
      eventName({ ...news, reason: 'X' }, 'u1'),
      eventName({ ...news, note: 'x' }, 'u1'),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
    expect(eventName({ ...news, source: { ...source, name: 'x'.repeat(253) } }, 'u').length).toBeLessThanOrEqual(253);
  });

  it.each(['-', '.', '-.'])('has such a name where the cut leaves %s at the end', (end) => {
    const name = `${'x'.repeat(230 - end.length)}${end}y`;
    expect(eventName({ ...news, source: { ...source, name } }, 'u')).toMatch(/^x+\.[0-9a-f]{16}$/);
  });

  it('is one of events.k8s.io/v1', () => {
    const by = { instance: 'i'.repeat(200), nowMs: 1 };
    expect(eventObject(news, { apiVersion: 'networking.k8s.io/v1', uid: 'u1' }, by)).toEqual({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: eventName(news, 'u1'), namespace: 'shop' },
      eventTime: '1970-01-01T00:00:00.001000Z',
      reportingController: 'firstlight.dev/forwarder',
      reportingInstance: 'i'.repeat(128),
      action: 'Publish',
      type: 'Normal',
      reason: 'Ready',
      note: 'is reachable',
      regarding: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'shop', name: 'web', uid: 'u1' },
    });
    expect(seriesPatch(3, 0)).toEqual({ series: { count: 3, lastObservedTime: '1970-01-01T00:00:00.000000Z' } });
  });
});
