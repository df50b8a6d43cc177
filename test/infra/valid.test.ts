import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { edgesStacks } from '../../infra/edges/edges-stacks.ts';
import { FirstlightStack } from '../../infra/firstlight-stack.ts';
import { exampleWith } from './stack.ts';

const secret = { ssm: '/firstlight/secret' };
/** All that can be deployed. */
const whole = exampleWith({
  monitors: { accounts: [{ name: 'main', provider: 'uptimerobot', apiKey: secret, webhook: { secret } }] },
  alerts: {
    channels: [
      { name: 'ops', kind: 'slack', token: { secretsManager: 'firstlight/slack' }, channel: '#ops' },
      { name: 'pager', kind: 'sns', topicArn: 'arn:aws:sns:eu-central-1:123456789012:pager' },
    ],
  },
});
const violations = z.array(z.object({ ruleName: z.string(), description: z.string() }));
const report = z.object({ pluginReports: z.array(z.object({ violations })) });

/** The one test that lets the CDK judge templates by CloudFormation's own schemas: that takes seconds. */
it('has no template that CloudFormation would refuse', { timeout: 120_000 }, () => {
  const outdir = mkdtempSync(join(tmpdir(), 'firstlight-valid-'));
  const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: true });
  new FirstlightStack(app, 'Firstlight', { configuration: whole, emulator: false, paused: false });
  edgesStacks(app, 'Firstlight', whole);
  app.synth();
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
  rmSync(outdir, { recursive: true });
  expect(pluginReports.flatMap((one) => one.violations)).toEqual([]);
});
