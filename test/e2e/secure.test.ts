import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstlight, type Sites } from './firstlight.ts';
import { Speaker } from './speaker.ts';
import { callCounts, patienceMs, recordsOf, shownNames, until } from './world.ts';

let speaker: Speaker;
beforeAll(async () => {
  speaker = await Speaker.of('secure');
});
afterAll(() => speaker?.close());

const ready = async (): Promise<readonly string[]> => {
  const { sites } = await firstlight<Sites>(['sites']);
  const isSecure = ({ conditions }: Sites['sites'][number]) =>
    conditions.some(
      ({ type, status, reason }) => type === 'CertificateReady' && status === 'True' && reason === 'Attached',
    );
  return sites.filter((site) => site.cluster === 'secure' && site.ready && isSecure(site)).map(({ host }) => host);
};

it('gets certificates for the names of a cluster and puts them on its load balancer', {
  timeout: 3 * patienceMs,
}, async () => {
  const hosts = ['secure.example.net', 'www.secure.example.net', 'deep.apps.secure.example.net'];
  await speaker.say(...hosts);
  await until('all names have certificates', async () => (await ready()).length === hosts.length);
  expect((await shownNames()).toSorted()).toEqual([
    '*.apps.secure.example.net',
    '*.secure.example.net',
    'secure.example.net',
  ]);
  const validations = (await recordsOf('secure')).filter(({ Type }) => Type === 'CNAME');
  expect(validations).toHaveLength(2);
  // A name more that a wildcard covers costs nothing.
  const requests = async () => (await callCounts())['acm CertificateManager.RequestCertificate'];
  expect(await requests()).toBe(2);
  await speaker.say(...hosts, 'shop.secure.example.net');
  await until('the new name has one, too', async () => (await ready()).length === hosts.length + 1);
  expect(await requests()).toBe(2);
});
