import { type Projection, project } from '../../../forwarder/project.ts';

export const ingress = (spec: unknown, metadata: object = {}): unknown => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
});
export const service = (spec: unknown, annotations: object = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'mqtt', namespace: 'shop', annotations },
  spec,
});
export const objectOf = (projection: Projection) => {
  if (projection.result !== 'object') throw new Error(`not an object: ${JSON.stringify(projection)}`);
  return projection.object;
};
export const problemsOf = (raw: unknown): unknown => {
  const object = objectOf(project(raw));
  return 'problems' in object ? object.problems : [];
};
