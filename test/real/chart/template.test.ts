import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseForwarderCall } from '../../../forwarder/process/options.ts';
import { helmValues } from '../../../infra/helm-values.ts';
import { parseManifests, renderedFile, rightsOf } from '../../support/chart.ts';
import { helm, offline } from './helm.ts';
import { renderManifests } from './rendered.ts';

const program = process.env['FIRSTLIGHT_REAL_HELM'] ?? '';
const variants = ['least', 'most', 'switched-off'] as const;
const fileOf = (variant: (typeof variants)[number]): string => `test/real/chart/values/${variant}.yaml`;
const template = (...args: readonly string[]): Promise<string> =>
  helm(program, 'template', 'firstlight', 'charts/firstlight', '--namespace', 'names', ...offline, ...args);
const least = ['--values', fileOf('least')];

it('has plain manifests that are current: else npm run render:chart', async () => {
  expect(readFileSync(renderedFile, 'utf8')).toBe(await renderManifests(program));
});

it.each(variants)('passes lint, strictly, with %s', async (variant) => {
  const said = await helm(program, 'lint', '--strict', 'charts/firstlight', ...offline, '--values', fileOf(variant));
  expect(said).toContain('1 chart(s) linted, 0 chart(s) failed');
});

it.each([
  [
    'least',
    [
      'ClusterRole',
      'ClusterRoleBinding',
      'Deployment',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Role',
      'RoleBinding',
      'ServiceAccount',
    ],
  ],
  [
    'most',
    [
      'ClusterRole',
      'ClusterRoleBinding',
      'Deployment',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'PodMonitor',
      'Role',
      'Role',
      'RoleBinding',
      'RoleBinding',
      'ServiceAccount',
    ],
  ],
  ['switched-off', ['ClusterRole', 'ClusterRoleBinding', 'Deployment', 'Role', 'RoleBinding']],
] as const)('makes of %s what it should', async (variant, kinds) => {
  const manifests = parseManifests(await template('--values', fileOf(variant)));
  expect(manifests.map(({ kind }) => kind).sort()).toEqual(kinds);
  const clusterWide = ['ClusterRole', 'ClusterRoleBinding'];
  for (const { kind, metadata } of manifests) {
    const own = metadata.name.includes('annotate') ? 'traefik' : 'names';
    expect(metadata.namespace).toBe(clusterWide.includes(kind) ? undefined : own);
  }
});

it.each(variants)('starts the forwarder with options that it takes: %s', async (variant) => {
  const text = await template('--values', fileOf(variant), '--show-only', 'templates/deployment.yaml');
  const args = [...text.matchAll(/^ +- (--\S+)$/gm)].map(([, arg = '']) => arg);
  expect(parseForwarderCall(args, { cwd: '/', env: {} })).toMatchObject({ from: { what: 'cluster' } });
});

it('may patch the Services that are named, and no others', async () => {
  const text = await template('--values', fileOf('most'), '--show-only', 'templates/annotate-roles.yaml');
  const [role] = parseManifests(text);
  expect(rightsOf(role)).toEqual(['patch services traefik']);
});

/** Helm 3.18 and later have other words for it, and name every alternative, not the first one alone. */
const at = (path: string): RegExp => new RegExp(`at '/${path}'|- ${path.replaceAll('/', '[.]')}: `);
const unknown = (name: string): RegExp => new RegExp(`'${name}' not allowed|property ${name} is not allowed`);

describe('values that are wrong', () => {
  it.each([
    ['no cluster', '--set-string=cluster=', at('cluster')],
    ['a cluster that is no name', '--set-string=cluster=Demo', at('cluster')],
    ['no bus', '--set-string=bus=', at('bus')],
    [
      'a bus by its name without a region',
      '--set-string=region=',
      /at '\/region'|- bus: Does not match pattern '\^arn:'/,
    ],
    ['no image', '--set-string=image.repository=', at('image/repository')],
    ['a value that there is not', '--set=replica=3', unknown('replica')],
    ['one inside another', '--set=image.sha=1', unknown('sha')],
    ['a number as text', '--set-string=replicas=two', at('replicas')],
    ['a role that is no ARN', '--set-string=serviceAccount.roleArn=names', at('serviceAccount/roleArn')],
    ['a Service without its namespace', '--set-json=annotateServices=["traefik"]', at('annotateServices/0')],
    ['Services where nothing comes back', '--set-json=annotateServices=["traefik/traefik"]', at('status/bucket')],
    ['no port of the API server', '--set-json=networkPolicy.apiServerPorts=[]', at('networkPolicy/apiServerPorts')],
  ])('are refused with their name: %s', async (_, flag, name) => {
    await expect(template(...least, flag)).rejects.toThrow(name);
  });
});

it('takes what a chart around it has for all', async () => {
  await expect(template(...least, '--set=global.team=platform')).resolves.toContain('kind: Deployment');
});

it('takes the values of the Argo CD example', async () => {
  const application = z
    .object({
      spec: z.object({ source: z.object({ helm: z.object({ valuesObject: z.record(z.string(), z.unknown()) }) }) }),
    })
    .parse(parse(readFileSync('examples/argo-cd/application.yaml', 'utf8')));
  const values = Object.entries(application.spec.source.helm.valuesObject);
  const flags = values.map(([name, value]) => `--set-json=${name}=${JSON.stringify(value)}`);
  await expect(template(...flags)).resolves.toContain('--cluster=demo');
});

it.each([
  ['EKS Pod Identity', {}],
  ['IRSA', { oidcProvider: 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE' }],
])('takes the values that a deployment tells, with %s', async (_, more) => {
  const speaker = { namespace: 'names', serviceAccount: 'speaker', assumedBy: [], ...more };
  const values = helmValues({
    cluster: { name: 'demo', ownerId: 'demo', ephemeral: [], forwarder: speaker },
    busArn: 'arn:aws:events:eu-central-1:123456789012:event-bus/Firstlight',
    statusBucket: 'firstlight-storagestatus9a8b7c6d-abcdefghijkl',
    roleArn: 'arn:aws:iam::123456789012:role/Firstlight-ForwarderdemoRole',
  });
  const image = 'image.repository=123456789012.dkr.ecr.eu-central-1.amazonaws.com/cdk-container-assets';
  const text = await template('--set-string', image, '--set-string', values);
  expect(text).toContain('serviceAccountName: speaker');
  expect(text.includes('eks.amazonaws.com/role-arn: "arn:aws:iam::')).toBe('oidcProvider' in more);
});
