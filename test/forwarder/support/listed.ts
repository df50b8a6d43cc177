import { busTo, Hub } from './hub.ts';
import { ingress, ingressKind, namespace, namespaceKind, stage } from './scene.ts';

/** A listed cluster with a hub that believes all of it. */
export async function listed(...keys: string[]) {
  const hub = new Hub();
  const { bus, puts } = busTo(hub);
  const scene = stage(bus);
  scene.source.told.listed(
    ingressKind,
    keys.map((key) => ingress(key)),
  );
  scene.source.told.listed(namespaceKind, [namespace('shop')]);
  await scene.scheduler.advance(0);
  return { ...scene, hub, puts, sink: scene.source.told };
}
