import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { CheckedConfiguration } from '#shared/domain/configuration.ts';
import { bundleForwarder } from '../../../infra/image/bundle.ts';
import { ForwarderImageStack } from '../../../infra/image/image-stack.ts';
import { readPlatform } from '../../../infra/image/platform.ts';
import { flat } from '../iam.ts';
import { example, exampleWith } from '../stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstlight-image-'));
await bundleForwarder(folder);
afterAll(() => rmSync(folder, { recursive: true }));

function build(configuration: CheckedConfiguration): { readonly app: App; readonly stack: ForwarderImageStack } {
  const app = new App({ builtinCloudFormationValidation: false });
  return { app, stack: new ForwarderImageStack(app, 'Image', { configuration, folder, platform: 'linux/arm64' }) };
}

it('synthesises without Docker, with one image of the platform that is asked for', () => {
  const { directory } = build(example).app.synth();
  const assets = z
    .object({ dockerImages: z.record(z.string(), z.object({ source: z.unknown() })) })
    .parse(JSON.parse(readFileSync(join(directory, 'Image.assets.json'), 'utf8')));
  const source = { directory: expect.stringMatching(/^asset\./), platform: 'linux/arm64' };
  expect(Object.values(assets.dockerImages)).toEqual([{ source }]);
});

it('tells the line that installs it, for each cluster, in the namespace that its role trusts', () => {
  const clusters = [{ name: 'demo' }, { name: 'eu-west', forwarder: { namespace: 'names' } }];
  const { Outputs } = Template.fromStack(build(exampleWith({ clusters, edges: [], services: {} })).stack).toJSON();
  expect(Object.keys(Outputs).sort()).toEqual(['HelmInstallDemo', 'HelmInstallEuWest']);
  // What a shell makes of it, where the deployment has told `asked=` and what it was asked for.
  const line = flat(Outputs.HelmInstallEuWest.Value).replace('<AWS::URLSuffix>', 'amazonaws.com');
  const shell = `helm() { printf '%s\\n' "$@"; }; aws() { printf 'asked='; printf '%s ' "$@"; }; ${line}`;
  const words = execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).trimEnd().split('\n');
  const [tag = ''] = words.flatMap((word) => /[0-9a-f]{64}$/.exec(word) ?? []);
  const repository =
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com/cdk-hnb659fds-container-assets-123456789012-eu-central-1';
  const query = "Stacks[0].Outputs[?OutputKey=='HelmValuesEuWest'].OutputValue";
  expect(words).toEqual([
    ...['upgrade', '--install', 'firstlight', 'charts/firstlight', '--namespace', 'names', '--create-namespace'],
    ...['--set-string', `image.repository=${repository},image.tag=${tag}`, '--set-string'],
    `asked=cloudformation describe-stacks --region eu-central-1 --stack-name Firstlight --query ${query} --output text`,
  ]);
});

it.each([
  [undefined, 'linux/amd64'],
  ['linux/arm64', 'linux/arm64'],
])('reads the platform %s as %s', (given, platform) => {
  const app = new App(given === undefined ? {} : { context: { platform: given } });
  expect(readPlatform(app.node)).toBe(platform);
});

it('refuses another platform', () => {
  expect(() => readPlatform(new App({ context: { platform: 'arm' } }).node)).toThrow(
    '-c platform=arm: write linux/amd64 or linux/arm64',
  );
});

it('runs on the Node that is tested', () => {
  expect(readFileSync('infra/image/Dockerfile', 'utf8')).toContain(
    `ARG NODE_IMAGE=node:${process.versions.node}-slim\n`,
  );
});
