import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ingress, type TestDirectory, testDirectory } from '../../support/sandbox-directory.ts';

const program = fileURLToPath(new URL('../../../local/main.ts', import.meta.url));
const counts = z.record(z.string(), z.int().min(1));

const condition = z.strictObject({
  type: z.enum(['Ready', 'Accepted', 'DnsReady', 'CertificateReady', 'MonitorReady']),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().min(1),
  message: z.string(),
});
const alias = z.strictObject({ dnsName: z.string(), hostedZoneId: z.string(), evaluateTargetHealth: z.boolean() });
const record = z.strictObject({
  zone: z.string(),
  name: z.string(),
  type: z.string(),
  ttl: z.number().optional(),
  values: z.array(z.string()).optional(),
  alias: alias.optional(),
  setIdentifier: z.string().optional(),
  ownership: z.literal(true).optional(),
});
const key = { host: z.string(), view: z.enum(['public', 'private']), setIdentifier: z.string() };
const problem = { source: z.string(), reason: z.string(), message: z.string() };
/** The form that the contract gives, and nothing besides. */
const Document = z.strictObject({
  sites: z.array(
    z.strictObject({
      ...key,
      source: z.string().regex(/^[A-Z][A-Za-z]+\/[^/]+\/[^/]+$/),
      cluster: z.string(),
      edge: z.string(),
      ready: z.boolean(),
      conditions: z.array(condition).min(1),
      records: z.array(record),
    }),
  ),
  refused: z.array(z.strictObject({ host: z.string(), ...problem })),
  skipped: z.array(z.strictObject({ host: z.string().optional(), ...problem })),
  releases: z.array(
    z.strictObject({
      ...key,
      due: z.iso.datetime(),
      state: z.enum(['waiting', 'blocked', 'held', 'kept', 'executed']),
      scope: z.string().optional(),
    }),
  ),
  certificates: z.array(
    z.strictObject({
      hosts: z.array(z.string()).min(1),
      arn: z.string().startsWith('arn:aws:acm:'),
      status: z.string(),
      attachedTo: z.array(z.string()),
      how: z.enum(['exact', 'wildcard', 'joined', 'requested', 'default']),
    }),
  ),
  monitors: z.array(
    z.strictObject({
      host: z.string(),
      url: z.string(),
      intervalSeconds: z.int(),
      status: z.enum(['up', 'down', 'doubtful', 'paused', 'unchecked', 'waiting', 'skipped']),
      skipped: z.string().optional(),
    }),
  ),
  holds: z.array(
    z.strictObject({
      scope: z.string(),
      by: z.string(),
      why: z.string().optional(),
      since: z.iso.datetime(),
      until: z.iso.datetime().optional(),
    }),
  ),
  notices: z.array(
    z.strictObject({
      kind: z.literal('GuardTripped'),
      scope: z.string(),
      since: z.iso.datetime(),
      message: z.string(),
      hosts: z.array(z.string()),
      approve: z.string(),
    }),
  ),
  messages: z.array(z.strictObject({ channel: z.string(), text: z.string(), thread: z.string().optional() })),
  calls: z.strictObject({ route53: counts, acm: counts, elbv2: counts }),
});

const run = (...args: string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
const once = (...args: string[]) => run('--once', '--json', '--dns-port', '0', ...args);

describe.concurrent('npm start', { timeout: 90_000 }, () => {
  let directory: TestDirectory;
  beforeAll(() => {
    directory = testDirectory();
    directory.write('a.yaml', ingress('shop/app', ['app.example.com']));
  });
  afterAll(() => directory.remove());

  it('prints exactly one document of the agreed form for the example, and ends with 0', async ({ expect: check }) => {
    const { code, out, err } = await once();
    check({ code, err, lines: out.trimEnd().split('\n').length }).toEqual({ code: 0, err: '', lines: 1 });
    const document = Document.parse(JSON.parse(out));
    check(document.sites.length).toBeGreaterThanOrEqual(5);
    check(document.refused.length).toBeGreaterThanOrEqual(1);
    check(document.monitors.find(({ host }) => host === 'example.com')).toEqual({
      host: 'example.com',
      url: 'https://example.com/',
      intervalSeconds: 30,
      status: 'unchecked',
    });
    check(document.skipped.length).toBeGreaterThanOrEqual(1);
    check(document.sites.filter(({ ready }) => !ready)).toMatchObject([
      {
        conditions: expect.arrayContaining([expect.objectContaining({ type: 'Ready', reason: 'NoAddress' })]),
        records: [],
      },
    ]);
    for (const { ready, records } of document.sites)
      if (ready) check(records.map((each) => each.ownership)).toContain(true);
    check(document.calls.route53['ChangeResourceRecordSets']).toBeGreaterThanOrEqual(1);
    check(new Set(document.certificates.map(({ how }) => how))).toEqual(new Set(['default', 'requested']));
    const shown = document.certificates.flatMap(({ arn, attachedTo }) => attachedTo.map((one) => `${arn} ${one}`));
    check(document.calls.elbv2['AddListenerCertificates']).toBe(new Set(shown).size);
  });

  it('ends with 3 when something accepted is not ready in time, and says which', async ({ expect: check }) => {
    const seed = join(directory.root, 'seed.json');
    const record = { Name: 'app.example.com', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.99' }] };
    writeFileSync(seed, JSON.stringify({ zone: 'example.com', view: 'public', records: [record] }));
    const { code, out } = await once('--manifests', directory.manifests, '--seed-zone', seed, '--timeout', '20');
    check(code).toBe(3);
    const { sites } = Document.parse(JSON.parse(out));
    check(sites).toMatchObject([{ host: 'app.example.com', ready: false, records: [] }]);
    check(sites[0]?.conditions[0]).toMatchObject({ type: 'Ready', status: 'False', reason: 'NameTaken' });
  });

  it('ends with 3 when the time is too short', async ({ expect: check }) => {
    const { code, out } = await once('--manifests', directory.manifests, '--timeout', '0.05');
    check(code).toBe(3);
    check(Document.safeParse(JSON.parse(out)).success).toBe(true);
  });

  it('plans and writes nothing while observing, and ends with 0', async ({ expect: check }) => {
    const config = join(directory.root, 'observe.config.ts');
    const example = fileURLToPath(new URL('../../../examples/firstlight.config.ts', import.meta.url));
    writeFileSync(
      config,
      `import sync from ${JSON.stringify(example)};\nexport default { ...sync, mode: 'observe' };\n`,
    );
    const { code, out } = await once('--manifests', directory.manifests, '--config', config);
    const { sites, calls } = Document.parse(JSON.parse(out));
    check(code).toBe(0);
    check(sites).toMatchObject([
      {
        ready: false,
        records: [
          { name: 'app.example.com', type: 'A' },
          { name: 'a-app.example.com', ownership: true },
        ],
      },
    ]);
    check(calls.route53['ChangeResourceRecordSets']).toBeUndefined();
  });

  it.each([
    ['an unknown option', ['--nonsense'], /^firstlight: Unknown option '--nonsense'/],
    ['a missing directory', ['--manifests', '/nowhere'], /^firstlight: --manifests \/nowhere is no directory/],
    ['a missing configuration', ['--config', '/nowhere.ts'], /^firstlight: \/nowhere\.ts: is not there/],
    [
      'a missing seed',
      ['--seed-zone', '/nowhere.json'],
      /^firstlight: --seed-zone \/nowhere\.json: is not there: name a JSON file$/m,
    ],
  ])('refuses %s with one line on stderr and 1', async (_, args, line) => {
    const { code, out, err } = await once(...args);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    expect(err).toMatch(line);
  });
});
