import { givenCertificate } from '#local/cloud/acm/seed.ts';
import { imported, loadBalancer, openWorld } from './world.ts';

const minute = 60_000;
export const host = 'app.example.com';
export const wildcard = imported(['*.example.com', 'example.com'], { type: 'AMAZON_ISSUED' });
export const elsewhere = imported(['*.example.net', 'example.net'], { type: 'AMAZON_ISSUED' });
export const renewed = imported(['*.example.com'], { type: 'AMAZON_ISSUED' });
const listeners = [{ port: 443, protocol: 'HTTPS', defaultCertificate: givenCertificate(wildcard).arn }] as const;
export const balancer = loadBalancer('public', { listeners });

/** A load balancer whose default certificate covers the edge's first domain, and a deployment that names another one. */
export async function openWithDefault(options: Parameters<typeof openWorld>[0] = {}) {
  const certificates = [wildcard, elsewhere, renewed];
  const world = await openWorld({ balancers: [balancer], certificates, ...options });
  await world.walked();
  const deploy = (given: typeof wildcard): void => {
    const [found] = world.elbv2.loadBalancers();
    if (found === undefined) throw new Error('no load balancer');
    const defaultCertificate = givenCertificate(given).arn;
    world.elbv2.put({ ...found, listeners: found.listeners.map((one) => ({ ...one, defaultCertificate })) });
  };
  const pass = async (minutes: number): Promise<void> => {
    for (let left = minutes; left > 0; left -= 1) {
      await world.settle(2);
      world.clock.advance(minute - 2_000);
    }
  };
  /** As somebody else does by hand. */
  const list = (): void => {
    const [found] = world.elbv2.loadBalancers();
    found?.listeners[0]?.attachments.push({ certificate: givenCertificate(wildcard).arn, sinceMs: 0 });
  };
  return { ...world, deploy, pass, list };
}
