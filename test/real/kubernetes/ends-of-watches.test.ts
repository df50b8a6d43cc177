import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';
import { hasty, type Listener, listen, untilEqual } from './listener.ts';
import { type Hand, handOf } from './objects.ts';

describe('a watch that the server ends every few seconds', () => {
  let server: ApiServer;
  let hand: Hand;
  let listener: Listener;
  beforeAll(async () => {
    server = await startApiServer();
    const api = await server.api('admin');
    hand = handOf(api);
    await hand.namespace('shop');
    listener = listen({ api, times: { ...hasty, watchMs: 800 } });
  });
  afterAll(async () => {
    await listener.forwarder.stop(0);
    await server[Symbol.asyncDispose]();
  });

  it('goes on where it was', async () => {
    const admin = await server.api('admin');
    for (let turn = 0; turn < 12; turn += 1) {
      await hand.ingress('shop', `a${turn % 4}`, `h${turn}.example.com`);
      if (turn % 3 === 2) await hand.remove('shop', `a${turn % 4}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await untilEqual(admin, listener);
    const { lists, endings } = listener.news('networking.k8s.io/Ingress');
    expect(endings.get('clean')).toBeGreaterThan(1);
    expect(lists).toBe(1);
  });
});
