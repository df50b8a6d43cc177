import { closedText, openText } from '../../../functions/alerts/plan/texts.ts';
import { monitorsWorld } from './world.ts';

export const up = { status: 200, body: '' };
export const gone = { status: 502, body: '' };
export const minute = 60_000;

/** myapp.example.com, which is watched and was up once. */
export async function watched(given: Parameters<typeof monitorsWorld>[0] = {}) {
  const world = await monitorsWorld(given);
  await world.write('myapp.example.com');
  await world.settle(minute);
  world.check(up);
  await world.settle(2 * minute);
  return {
    ...world,
    /** Checks when the next one is due, and lets it be seen. */
    async meets(met: typeof up): Promise<void> {
      world.clock.advance(5 * minute);
      world.check(met);
      await world.settle(2 * minute);
    },
    async told(): Promise<readonly string[]> {
      return (await world.alerts()).flatMap((alert) =>
        alert.episodes.map((one) => (one.closedMs === undefined ? openText(alert) : closedText(alert, one))),
      );
    },
  };
}
