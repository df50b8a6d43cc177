import { Slack } from '../../local/cloud/slack/slack.ts';

/** A secret: it stands in Secrets Manager, and nowhere else. */
export const slackToken = 'xoxb-e2e-4f1c0a7d';
/** A secret, too: whoever knows it may post. */
export const webhookPath = '/services/T0E2E/B0E2E/9b1d2c3e';

/** A workspace with a channel for a bot's token and one for an incoming webhook. */
export const openWorkspace = (): Slack =>
  new Slack({
    channels: [
      { id: 'C0OPS', name: 'ops', members: ['B0E2E'] },
      { id: 'C0HOOK', name: 'hook' },
    ],
    tokens: [{ token: slackToken, bot: 'B0E2E', scopes: ['chat:write'] }],
    webhooks: [{ path: webhookPath, channel: '#hook' }],
  });

/** Whether a request is for Slack: what is for AWS is signed, and asks for no such path. */
export const isForSlack = (path: string): boolean => path.startsWith('/api/') || path === webhookPath;
