import { expect, it } from 'vitest';
import { keyLimitBytes } from '#shared/domain/keys.ts';
import { catalogue, fileKey, type Known, know } from '../../../forwarder/manifests/catalogue.ts';
import type { Placed, Reading } from '../../../forwarder/manifests/documents.ts';
import { ingress } from '../support/scene.ts';

const placed = (key: string, host: string, document = 1): Placed => ({ document, object: ingress(key, host) });
const whole = (...all: Placed[]): Reading => ({ placed: all, problems: [], whole: true });
const broken = (...all: Placed[]): Reading => ({
  placed: all,
  problems: [{ document: 2, reason: 'Unparsable', message: 'line 3: oh' }],
  whole: false,
});
const first = (reading: Reading): Known => know(undefined, reading);
const join = (files: Record<string, Known>) => catalogue(new Map(Object.entries(files)));
const hostsOf = (files: Record<string, Known>): string[] =>
  [...join(files).objects.values()].flatMap((object) =>
    'rules' in object ? `${object.key} ${object.rules[0]?.host}` : object.key,
  );

it('lets the first path win and names the winner', () => {
  const files = { 'b.yaml': first(whole(placed('s/web', 'b'))), 'a.yaml': first(whole(placed('s/web', 'a', 3))) };
  expect(hostsOf(files)).toEqual(['s/web a', '/b.yaml#1']);
  expect(join(files).objects.get('firstlight.dev/File /b.yaml#1')).toMatchObject({
    reason: 'DuplicateObject',
    message: 'Ingress s/web stands in a.yaml#3 already, which holds: remove one',
  });
});

it('lets the first document win within a file, and joins what is wrong with one document', () => {
  const files = {
    'a.yaml': first(whole(placed('s/a', '1'), placed('s/b', '1'), placed('s/a', '2', 2), placed('s/b', '2', 2))),
  };
  expect(hostsOf(files)).toEqual(['s/a 1', 's/b 1', '/a.yaml#2']);
  expect(join(files).objects.get('firstlight.dev/File /a.yaml#2')).toMatchObject({
    message: expect.stringMatching(/ \(and 1 more\)$/),
  });
});

it('keeps what a file held while it cannot be read as a whole, through any number of readings', () => {
  const once = know(first(whole(placed('s/a', '1'), placed('s/b', '1', 2))), broken(placed('s/a', '2')));
  const twice = know(once, broken());
  expect(hostsOf({ 'a.yaml': twice })).toEqual(['s/a 2', 's/b 1', '/a.yaml#2']);
  expect(join({ 'a.yaml': twice }).absenceKnown).toBe(false);
  const mended = know(twice, whole(placed('s/a', '3')));
  expect(hostsOf({ 'a.yaml': mended })).toEqual(['s/a 3']);
  expect(join({ 'a.yaml': mended }).absenceKnown).toBe(true);
});

it('prefers what is written somewhere to what is only kept', () => {
  const kept = know(first(whole(placed('s/a', 'old'))), broken());
  expect(hostsOf({ 'a.yaml': kept, 'b.yaml': first(whole(placed('s/a', 'new'))) })).toEqual(['s/a new', '/a.yaml#2']);
});

it('fits every path into a key of its own', () => {
  expect(fileKey('team/a.yaml', 2)).toBe('/team/a.yaml#2');
  const long = (start: string) => fileKey(`${start}${'é/'.repeat(400)}a.yaml`, 1);
  expect(Buffer.byteLength(long('x'))).toBeLessThanOrEqual(keyLimitBytes);
  expect(long('x')).not.toBe(long('y'));
  expect(long('x').endsWith('a.yaml#1')).toBe(true);
});

it('says no more than a message may hold', () => {
  const files = {
    [`a${'/long'.repeat(1_000)}.yaml`]: first(whole(placed('s/a', '1'))),
    'b.yaml': first(whole(placed('s/a', '2'))),
  };
  const problem = join(files).objects.get('firstlight.dev/File /b.yaml#1');
  expect(problem !== undefined && 'message' in problem && problem.message.length).toBeLessThanOrEqual(2_000);
});
