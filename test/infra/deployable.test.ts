import { describe, expect, it } from 'vitest';
import { deployable } from '../../infra/deployable.ts';
import { exampleWith } from './stack.ts';

const kept = { secretsManager: 'firstlight/one' };
const shown = { environment: 'KEY' };
const account = { name: 'main', provider: 'uptimerobot', apiKey: kept };
const slack = { name: 'ops', kind: 'slack', token: kept, channel: '#ops' };

describe('what can be deployed', () => {
  it('has its secrets where they are kept', () => {
    const configuration = exampleWith({
      monitors: { accounts: [{ ...account, webhook: { secret: { ssm: '/two' } } }] },
      alerts: {
        channels: [slack, { name: 'pager', kind: 'sns', topicArn: 'arn:aws:sns:eu-central-1:123456789012:p' }],
      },
    });
    expect(deployable(configuration)).toBe(configuration);
    expect(deployable(exampleWith({}))).toEqual(exampleWith({}));
  });

  it.each([
    ['monitors.accounts[1].apiKey', { monitors: { accounts: [account, { ...account, name: 'two', apiKey: shown }] } }],
    ['monitors.accounts[0].webhook.secret', { monitors: { accounts: [{ ...account, webhook: { secret: shown } }] } }],
    ['alerts.channels[0].token', { alerts: { channels: [{ ...slack, token: shown }] } }],
    ['alerts.channels[0].url', { alerts: { channels: [{ name: 'dev', kind: 'slack-webhook', url: shown }] } }],
  ])('has none in the environment: %s', (path, changed) => {
    expect(() => deployable(exampleWith(changed))).toThrow(
      `${path}: environment is for npm start alone – write secretsManager or ssm`,
    );
  });

  it.each([
    ['eu-central-1:123456789012', true],
    ['eu-west-1:123456789012', false],
    ['eu-central-1:999999999999', false],
  ])('has them where its functions look: %s', (place, isHere) => {
    const apiKey = { secretsManager: `arn:aws:secretsmanager:${place}:secret:firstlight/one-AbCdEf` };
    const configuration = exampleWith({ monitors: { accounts: [{ ...account, apiKey }] } });
    if (isHere) expect(deployable(configuration)).toBe(configuration);
    else expect(() => deployable(configuration)).toThrow('monitors.accounts[0].apiKey: is a secret of another account');
  });
});
