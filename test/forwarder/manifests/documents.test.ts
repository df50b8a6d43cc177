import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../../forwarder/manifests/documents.ts';

const ingress = (name: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${name}\nspec:\n  rules:\n  - host: ${name}.example.com\n`;
const keysOf = (text: string, path = 'a.yaml'): string[] =>
  readDocuments(path, text).placed.map(({ document, object }) => `${document}:${object.key}`);

describe('reads', () => {
  it('several documents, counted from one', () => {
    expect(keysOf(`# first\n---\n${ingress('a')}---\n${ingress('b')}---\n`)).toEqual(['1:default/a', '2:default/b']);
  });

  it('Lists, also within Lists, and typed ones whose items say nothing of themselves', () => {
    const item = '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}}';
    expect(
      keysOf(`apiVersion: v1\nkind: List\nitems: [${item}, {apiVersion: v1, kind: List, items: [${item}]}]`),
    ).toEqual(['1:default/a', '1:default/a']);
    expect(keysOf('apiVersion: networking.k8s.io/v1\nkind: IngressList\nitems: [{metadata: {name: b}}]')).toEqual([
      '1:default/b',
    ]);
  });

  it('JSON', () => {
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    expect(keysOf(json, 'a.json')).toEqual(['1:/shop']);
  });

  it('anchors and merge keys', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nx: &x {type: LoadBalancer}\nspec:\n  <<: *x\n';
    expect(keysOf(text)).toEqual(['1:default/a']);
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing yet\n'],
    ['the file of another program', 'resources:\n- a.yaml\n'],
    ['a kustomization', 'kind: Kustomization\nresources: []\n'],
    ['a chart', 'apiVersion: v2\nname: web\n'],
    ['braces in quotes', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: "{{ .b }}"}\n'],
    ['a kind of another group', 'apiVersion: config.openshift.io/v1\nkind: Ingress\nmetadata: {name: x}\n'],
    ['a kind that is not ours', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n'],
  ])('no objects from %s, and sees no problem in it', (_name, text) => {
    expect(readDocuments('a.yaml', text)).toEqual({ placed: [], problems: [], whole: true });
  });
});

describe('says what does not parse, and reads the rest', () => {
  it.each([
    [
      'bad indentation',
      'a: b: c\n',
      /^a\.yaml:9: broken YAML \(Nested mappings are not allowed in compact mappings\); mend it there or just before$/,
    ],
    ['an open quote', 'a: "b\n', /^a\.yaml:10: broken YAML \(Missing closing "quote\); mend it there or just before$/],
    ['an open bracket', 'a: [b\n', /./],
    ['a key twice', 'a: 1\na: 2\n', /^a\.yaml:10: broken YAML \(Map keys must be unique/],
    ['an unknown alias', 'a: *b\n', /./],
    [
      'a Helm template',
      'metadata:\n  name: {{ .Release.Name }}\n',
      /^a\.yaml:10: looks like a Helm template; render it first \(helm template\)$/,
    ],
    ['a control line of one', '{{- if .on }}\nkind: Service\n{{- end }}\n', /^a\.yaml:9: looks like a Helm template; /],
    ['text', 'apiVers', /^is a string, not an object; write a Kubernetes object, beginning with apiVersion and kind$/],
    ['a document without kind', 'apiVersion: v1\n', /^lacks apiVersion, kind or metadata.name; add what is missing$/],
    [
      'a document without apiVersion',
      'kind: Ingress\n',
      /^lacks apiVersion, kind or metadata.name; add what is missing$/,
    ],
  ])('%s', (_name, broken, message) => {
    const reading = readDocuments('a.yaml', `${ingress('a')}---\n${broken}\n---\n${ingress('b')}`);
    expect(reading.placed.map(({ document, object }) => `${document}:${object.key}`)).toEqual([
      '1:default/a',
      '3:default/b',
    ]);
    expect(reading.problems).toEqual([{ document: 2, reason: 'Unparsable', message: expect.stringMatching(message) }]);
    expect(reading.whole).toBe(false);
  });

  it('half a JSON file', () => {
    expect(readDocuments('a.json', '{"kind": ')).toMatchObject({
      whole: false,
      problems: [
        { document: 1, reason: 'Unparsable', message: expect.stringMatching(/^a\.json: broken JSON \(.+\); mend it/) },
      ],
    });
  });

  it('an object without a name yet', () => {
    const reading = readDocuments('a.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n');
    expect(reading).toMatchObject({
      whole: false,
      problems: [{ reason: 'InvalidObject' }],
    });
  });

  it('an object whose name is none, which hides nothing', () => {
    const reading = readDocuments('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: My_Space}\n');
    expect(reading).toMatchObject({ whole: true, problems: [{ document: 1, reason: 'InvalidObject' }] });
  });

  it.each([
    ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
    ['gateway.networking.k8s.io/v1alpha2', 'UDPRoute'],
    ['traefik.io/v1alpha1', 'IngressRouteUDP'],
    ['traefik.containo.us/v1alpha1', 'IngressRouteTCP'],
  ])('%s %s, which is not served and hides nothing', (apiVersion, kind) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\n`;
    const message = `${kind} shop/web: ${kind} is not served; write an HTTPRoute, a TLSRoute, an IngressRoute or an Ingress`;
    const problems = [{ document: 1, reason: 'UnsupportedKind', message }];
    expect(readDocuments('a.yaml', text)).toEqual({ placed: [], problems, whole: true });
  });

  it.each([
    ['networking.k8s.io/v1', 'ingress', 'kind is "ingress": write Ingress'],
    ['v1', 'SERVICE', 'kind is "SERVICE": write Service'],
    ['v1', 'Ingress', 'apiVersion is "v1": write networking.k8s.io/v1'],
    ['networking/v1', 'IngressClass', 'apiVersion is "networking/v1": write networking.k8s.io/v1'],
  ])('a slip in %s %s, which may hide an object', (apiVersion, kind, message) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\n`;
    const problems = [{ document: 1, reason: 'InvalidObject', message: `${kind} web: ${message}` }];
    expect(readDocuments('a.yaml', text)).toEqual({ placed: [], problems, whole: false });
  });

  it('aliases that make a lot of little', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(10).slice(0, -1)}]`,
    );
    const text = `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nl: &l-1 [x]\n${levels.join('\n')}\n`;
    expect(readDocuments('a.yaml', text)).toMatchObject({
      whole: false,
      problems: [{ message: expect.stringContaining('alias') }],
    });
  });
});

it('never throws, whatever the text', () => {
  const lines = fc.array(
    fc.constantFrom(
      '---',
      'a: b',
      '- x',
      '  kind: List',
      'apiVersion: v1',
      'kind: Service',
      'metadata:',
      '  name: a',
      '"',
      '[',
      '*x',
      '&x',
      '? ',
      '|',
      '{',
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    lines.map((all) => all.join('\n')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('a.yaml', 'a.json'), (content, path) => void readDocuments(path, content)),
  );
});

it('loses no object of a file that is written piece by piece: each cut is whole only where a document may end', () => {
  const full = `${ingress('a')}---\n${ingress('b')}`;
  for (let at = 1; at < ingress('a').indexOf('spec:'); at += 1) {
    const reading = readDocuments('a.yaml', full.slice(0, at));
    expect(reading.whole && reading.placed.length === 0).toBe(false);
  }
});
