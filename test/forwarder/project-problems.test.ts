import { describe, expect, it } from 'vitest';
import { project } from '../../forwarder/project.ts';
import { ingress, objectOf, problemsOf, service } from './support/raw.ts';

describe('names what it cannot take over, and keeps the rest', () => {
  it.each([
    [
      'a host that is no text',
      { rules: [{ host: 7 }] },
      'spec.rules[0].host',
      'is a number, not text: write it in quotes, "7"',
    ],
    ['a host that is a list', { rules: [{ host: ['a'] }] }, 'spec.rules[0].host', 'is a list, not text'],
    [
      'a very long host',
      { rules: [{ host: 'a'.repeat(2_000) }] },
      'spec.rules[0].host',
      'is 2000 bytes long, more than 1024: shorten it',
    ],
    ['rules that are no list', { rules: 'all' }, 'spec.rules', 'is a string, not a list'],
    ['a rule that is text', { rules: ['x'] }, 'spec.rules[0]', 'is a string, not an object'],
    ['an empty TLS host', { tls: [{ hosts: [null, 'a.example.com'] }] }, 'spec.tls[0].hosts[0]', 'is empty: remove it'],
    [
      'a class that is no text',
      { ingressClassName: true },
      'spec.ingressClassName',
      'is a boolean, not text: write it in quotes, "true"',
    ],
    ['a spec that is a list', [], 'spec', 'is a list, not an object'],
    ['a host that is an object', { rules: [{ host: {} }] }, 'spec.rules[0].host', 'is an object, not text'],
  ])('%s', (_name, spec, field, message) => {
    expect(problemsOf(ingress(spec))).toContainEqual({ field, message });
  });

  it('an annotation that is a number, as YAML makes of digits', () => {
    const annotations = { 'firstlight.dev/ttl': 60, 'firstlight.dev/edge': 'public' };
    const object = objectOf(project(ingress({}, { annotations })));
    expect(object).toMatchObject({
      annotations: { 'firstlight.dev/edge': 'public' },
      problems: [
        {
          field: 'metadata.annotations["firstlight.dev/ttl"]',
          message: 'is a number, not text: write it in quotes, "60"',
        },
      ],
    });
  });

  it('an annotation that is too long, without its value', () => {
    const annotations = { 'firstlight.dev/hostname': 'é'.repeat(2_049), 'firstlight.dev/target': 'é'.repeat(2_048) };
    const object = objectOf(project(ingress({ rules: [{ host: 'a.example.com' }] }, { annotations })));
    expect(object).toMatchObject({
      oversized: [{ name: 'firstlight.dev/hostname', bytes: 4_098 }],
      rules: [{ host: 'a.example.com' }],
    });
    expect(object).toHaveProperty(['annotations', 'firstlight.dev/target']);
    expect(object).not.toHaveProperty(['annotations', 'firstlight.dev/hostname']);
  });

  it('an annotation whose name is too long', () => {
    const annotations = { [`firstlight.dev/${'x'.repeat(400)}`]: 'y' };
    expect(problemsOf(ingress({}, { annotations }))).toMatchObject([{ message: expect.stringContaining('317 bytes') }]);
  });

  it('twenty problems, then that there are more', () => {
    const rules = Array.from({ length: 100 }, () => ({ host: 1 }));
    const problems = problemsOf(ingress({ rules }));
    expect(problems).toHaveLength(21);
    expect(problems).toContainEqual({ field: 'metadata', message: 'has more problems than are listed here' });
  });

  it('a port that is no number', () => {
    const raw = service({ type: 'LoadBalancer', ports: [{ port: 'https' }, { port: 80 }] });
    expect(objectOf(project(raw))).toMatchObject({
      ports: [{ port: 80 }],
      problems: [{ field: 'spec.ports[0].port', message: 'is a string, not a whole number' }],
    });
  });
});

it('reads no generation that is none', () => {
  for (const generation of [-1, 1.5, '1']) {
    expect(problemsOf(ingress({}, { generation }))).toMatchObject([{ field: 'metadata.generation' }]);
  }
  expect(objectOf(project(ingress({}, { generation: 0 })))).toMatchObject({ generation: 0 });
});

it('takes annotations in the order of their names, leaves out those that are null, and cuts a long path', () => {
  const long = 'a'.repeat(5_000);
  const annotations = {
    'firstlight.dev/ttl': '5m',
    'firstlight.dev/edge': 'public',
    'firstlight.dev/target': null,
    'external-dns.kubernetes.io/target': long,
    'external-dns.kubernetes.io/hostname': long,
    [`firstlight.dev/${'x'.repeat(300)}`]: 1,
    [`firstlight.dev/${'y'.repeat(302)}`]: 'kept',
  };
  const object = objectOf(project(ingress({}, { annotations })));
  expect(object).toMatchObject({
    oversized: [{ name: 'external-dns.kubernetes.io/hostname' }, { name: 'external-dns.kubernetes.io/target' }],
    problems: [{ field: `metadata.annotations["firstlight.dev/${'x'.repeat(162)}…` }],
  });
  expect('annotations' in object ? Object.keys(object.annotations) : []).toEqual([
    'firstlight.dev/edge',
    'firstlight.dev/ttl',
    `firstlight.dev/${'y'.repeat(302)}`,
  ]);
});

describe('says only that an object is too large', () => {
  const hosts = (count: number) => Array.from({ length: count }, (_, index) => ({ host: `host-${index}.example.com` }));

  it('not for a thousand hosts', () => {
    expect(objectOf(project(ingress({ rules: hosts(1_000) })))).toMatchObject({ form: 'full' });
  });

  it('for what is over 64 KB', () => {
    expect(objectOf(project(ingress({ rules: hosts(3_000) })))).toMatchObject({
      form: 'stub',
      key: 'shop/web',
      reason: 'TooLarge',
      message: expect.stringMatching(
        /^what matters of it is \d+ bytes, more than 64000: split it into several objects$/,
      ),
    });
  });

  it('for a list that is too long', () => {
    expect(objectOf(project(ingress({ rules: Array.from({ length: 10_000 }, () => 0) })))).toMatchObject({
      form: 'full',
    });
    expect(objectOf(project(ingress({ rules: Array.from({ length: 10_001 }, () => 0) })))).toMatchObject({
      reason: 'TooLarge',
      message: 'spec.rules has 10001 entries, more than 10000: split it into several objects',
    });
  });
});
