import { testWorld } from './world.ts';

export const host = 'app.example.com';
export const second = 1_000;

export async function started(...args: Parameters<typeof testWorld>) {
  const world = await testWorld(...args);
  await world.readZones();
  await world.walk([]);
  await world.settle();
  return world;
}
