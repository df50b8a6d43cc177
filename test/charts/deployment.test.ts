import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { version } from '#shared/deployment/version.ts';
import { podPort } from '../../forwarder/process/follow-cluster.ts';
import { parseForwarderCall } from '../../forwarder/process/options.ts';
import { chartDigest, readRendered, renderedFile } from '../support/chart.ts';

const deployment = z
  .looseObject({
    spec: z.looseObject({
      template: z.looseObject({
        spec: z.looseObject({
          containers: z.tuple([
            z.looseObject({ args: z.array(z.string()), ports: z.unknown(), securityContext: z.unknown() }),
          ]),
          securityContext: z.unknown(),
        }),
      }),
    }),
  })
  .parse(readRendered().find(({ kind }) => kind === 'Deployment'));
const pod = deployment.spec.template.spec;
const [container] = pod.containers;

it('is rendered from the chart as it is now: else npm run render:chart', () => {
  expect(readFileSync(renderedFile, 'utf8')).toContain(`# sha256 ${chartDigest()}\n`);
});

it('has the version of the forwarder in it', () => {
  const chart: unknown = parse(readFileSync('charts/firstlight/Chart.yaml', 'utf8'));
  expect(chart).toMatchObject({ version: version(), appVersion: version() });
});

it('starts the forwarder with options that it has, as a pod', () => {
  expect(parseForwarderCall(container.args, { cwd: '/', env: {} })).toEqual({
    cluster: 'demo',
    bus: 'arn:aws:events:eu-central-1:123456789012:event-bus/Firstlight',
    region: 'eu-central-1',
    from: { what: 'cluster', statusBucket: 'firstlight-status', annotateServices: [] },
  });
  expect(container.ports).toEqual([{ name: 'http', containerPort: podPort }]);
});

it('asks for nothing that the strictest of the Pod Security Standards forbids', () => {
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(pod).not.toHaveProperty('volumes');
});

it('runs as the user of the image', () => {
  const user = /^USER (\d+):(\d+)$/m.exec(readFileSync('infra/image/Dockerfile', 'utf8'));
  expect(pod.securityContext).toMatchObject({ runAsUser: Number(user?.[1]), runAsGroup: Number(user?.[2]) });
});
