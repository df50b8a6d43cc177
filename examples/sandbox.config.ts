import { defineConfig } from 'firstlight';
import example from './firstlight.config.ts';

/** The same installation as `npm start` shows it: watched from outside, and people are told. Nothing of it leaves the machine. */
export default defineConfig({
  ...example,
  monitors: {
    accounts: [
      {
        name: 'main',
        provider: 'uptimerobot',
        apiKey: { environment: 'UPTIMEROBOT_API_KEY' },
        webhook: { secret: { environment: 'UPTIMEROBOT_WEBHOOK_SECRET' } },
      },
    ],
    intervalSeconds: 30,
  },
  alerts: { channels: [{ name: 'alerts', kind: 'slack', token: { environment: 'SLACK_TOKEN' }, channel: '#alerts' }] },
});
