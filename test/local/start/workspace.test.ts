import { describe, expect, it } from 'vitest';
import { answerSlack, isForSlack, openWorkspace, shownMessages, slackPage } from '../../../local/start/workspace.ts';
import { policy } from '../../support/alerts.ts';
import { emptyConfiguration } from '../../support/configuration-document.ts';

const topicArn = 'arn:aws:sns:eu-central-1:123456789012:pager';
const alerts = { ...policy, channels: [...policy.channels, { name: 'pager', kind: 'sns', topicArn } as const] };
const configuration = { ...emptyConfiguration, alerts };

function memory() {
  let kept: string | undefined;
  return {
    read: () => kept,
    write: (text: string) => {
      kept = text;
    },
  };
}

const request = (path: string, body = '', headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  path,
  query: {},
  headers,
  body,
});
const asBot = { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' };
const post = (text: string) => request('/api/chat.postMessage', JSON.stringify({ channel: '#ops', text }), asBot);

describe('the local workspace', () => {
  it('has a channel for each of the configuration, whatever its kind, and outlives its process', () => {
    const stored = memory();
    const first = openWorkspace(configuration, stored);
    expect(answerSlack(first, post('one'), 1_000)).toMatchObject({ status: 200 });
    expect(answerSlack(first, request('/services/pager', '{"text":"two"}'), 2_000)).toMatchObject({ body: 'ok' });
    const told = [
      { channel: '#ops', text: 'one' },
      { channel: '#pager', text: 'two' },
    ];
    expect(shownMessages(first)).toEqual(told);
    expect(shownMessages(openWorkspace(configuration, stored))).toEqual(told);
  });

  it('shows what was told as text, whatever stands in it', () => {
    const slack = openWorkspace(configuration, undefined);
    answerSlack(slack, post('<script>alert(1)</script> &lt;b&gt; "x"'), 1_000);
    const { status, headers, body } = answerSlack(slack, request(slackPage), 2_000);
    expect([status, headers['content-security-policy']]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    expect(body).toContain('#ops');
    expect(body).not.toMatch(/<script|<b>/);
    expect(body).toContain('&lt;b&gt; &quot;x&quot;');
  });

  it('takes nothing that is meant for others', () => {
    expect(
      ['/', '/2013-04-01/hostedzone', '/firstlight-status/x', '/slack/x'].some((path) => isForSlack(request(path))),
    ).toBe(false);
  });
});
