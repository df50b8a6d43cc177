import { describe, expect, it } from 'vitest';
import { parseForwarderCall } from '../../../forwarder/process/options.ts';
import { UsageError } from '../../../shared/errors/usage-error.ts';

const cluster = ['--cluster', 'demo', '--bus', 'hub'];
const needed = ['--manifests', 'm', ...cluster];
const arn = 'arn:aws:events:eu-west-1:111122223333:event-bus/hub';
const parse = (args: readonly string[], env: Record<string, string> = { AWS_REGION: 'eu-central-1' }) =>
  parseForwarderCall(args, { cwd: '/here', env });

describe('the options of the forwarder', () => {
  it('are read, paths from where one stands', () => {
    expect(parse([...needed, '--data', 'd', '--once', '--timeout', '5'])).toEqual({
      cluster: 'demo',
      bus: 'hub',
      region: 'eu-central-1',
      from: { what: 'manifests', directory: '/here/m', data: '/here/d', once: true, timeoutSeconds: 5 },
    });
    expect(parse(['--help'])).toBe('help');
  });

  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['the option', ['--region', 'us-east-1'], { AWS_REGION: 'eu-central-1' }, 'us-east-1'],
    ['the ARN of the bus', ['--bus', arn], { AWS_REGION: 'eu-central-1' }, 'eu-west-1'],
    ['the older variable', [], { AWS_DEFAULT_REGION: 'ap-southeast-2' }, 'ap-southeast-2'],
  ])('take the region from %s', (_, args, env, region) => {
    expect(parse([...needed, ...args], env)).toMatchObject({ region });
  });

  it.each<[readonly string[], object]>([
    [[], {}],
    [['--listen', '9090'], { listen: { port: 9090 } }],
    [['--kubeconfig', 'k'], { kubeconfig: '/here/k' }],
    [
      ['--kubeconfig', 'k', '--context', 'c', '--namespace', 'ours', '--listen', '0'],
      { kubeconfig: '/here/k', context: 'c', namespace: 'ours', listen: { host: '127.0.0.1', port: 0 } },
    ],
    [[], { annotateServices: [] }],
    [
      ['--status-bucket', 'told', '--annotate-service', 'a/b', '--annotate-service', 'c/d'],
      { statusBucket: 'told', annotateServices: ['a/b', 'c/d'] },
    ],
    [['--listen', '[::1]:80'], { listen: { host: '::1', port: 80 } }],
  ])('say how a cluster is reached: %j', (args, from) => {
    expect(parse([...cluster, ...args])).toMatchObject({ from: { what: 'cluster', ...from } });
  });

  it.each<[readonly string[], RegExp]>([
    [[...cluster, '--context', 'c'], /^--context goes with --kubeconfig FILE/],
    [[...cluster, '--once'], /^--once does not go with a cluster \(.*--manifests DIR is given\): leave/],
    [[...cluster, '--data', 'd'], /^--data does not go with a cluster/],
    [[...cluster, '--kubeconfig', ''], /^--kubeconfig needs a path/],
    [[...cluster, '--namespace', 'A b'], /^--namespace "A b" is no namespace's name/],
    [[...cluster, '--annotate-service', 'a/b'], /^--annotate-service goes with --status-bucket/],
    [
      [...cluster, '--status-bucket', 'told', '--annotate-service', 'traefik'],
      /^--annotate-service "traefik" is no Service: write NAMESPACE\/NAME/,
    ],
    [[...needed, '--annotate-service', 'a/b'], /^--annotate-service does not go with --manifests/],
    [[...cluster, '--listen', '99999'], /^--listen "99999" is no \[HOST:\]PORT/],
    [[...needed, '--kubeconfig', 'k'], /^--kubeconfig does not go with --manifests/],
    [[...needed, '--manifests', ''], /^--manifests is needed: --manifests DIR/],
    [['--manifests', 'm', '--bus', 'hub'], /^--cluster is needed/],
    [['--manifests', 'm', '--cluster', 'demo'], /^--bus is needed.*BusName/],
    [[...needed, '--cluster', 'Demo'], /^--cluster "Demo" is no cluster's name/],
    [[...needed, '--bus', 'a b'], /^--bus "a b" is no bus/],
    [[...needed, '--bus', 'arn:aws:sqs:eu-west-1:111122223333:hub'], /^--bus .* is no bus/],
    [[...needed, '--region', 'frankfurt'], /^--region "frankfurt" is no region/],
    [
      [...needed, '--bus', arn, '--region', 'eu-central-1'],
      /^--region eu-central-1 is not the region of the bus, eu-west-1/,
    ],
    [[...needed, '--timeout', '0'], /^--timeout "0" is no number of seconds/],
    [[...needed, '--data', ''], /^--data needs a path/],
    [[...needed, '--twice'], /^Unknown option '--twice'; --help/],
    [[...needed, 'more'], /^Unexpected argument 'more'/],
  ])('refuse %j', (args, told) => {
    expect(() => parse(args)).toThrow(UsageError);
    expect(() => parse(args)).toThrow(told);
  });

  it('need a region from somewhere', () => {
    expect(() => parse(needed, {})).toThrow(/^--region is needed: --region eu-central-1, or set AWS_REGION/);
  });
});
