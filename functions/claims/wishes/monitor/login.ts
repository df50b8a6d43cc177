import { splitKey } from '#shared/domain/keys.ts';
import type { HostObject, Middleware } from '#shared/domain/objects.ts';
import { listOf } from '../annotations/annotation.ts';

/** By each name that a reference may have. */
export type Middlewares = ReadonlyMap<string, Middleware>;

/** Traefik, "Kubernetes Ingress": `namespace-name@kubernetescrd`; IngressRoutes and chains may write it so, too. */
export function middlewaresByName(all: readonly Middleware[]): Middlewares {
  return new Map(
    all.flatMap((one): readonly (readonly [string, Middleware])[] => {
      const { namespace, name } = splitKey(one.key);
      return [
        [one.key, one],
        [`${namespace}-${name}@kubernetescrd`, one],
      ];
    }),
  );
}

/** ingress-nginx, "External Authentication" and "Authentication". */
const annotations = ['auth-url', 'auth-signin', 'auth-type'].map((name) => `nginx.ingress.kubernetes.io/${name}`);
const middlewaresAnnotation = 'traefik.ingress.kubernetes.io/router.middlewares';

/** What asks for a login before the application, as far as it can be seen; for people. */
export function loginOf(object: HostObject, middlewares: Middlewares): string | undefined {
  const annotation = annotations.find((name) => (object.annotations[name] ?? '').trim() !== '');
  if (annotation !== undefined) return `annotation ${annotation}`;
  for (const ref of refsOf(object)) {
    const found = askingIn(ref, middlewares);
    if (found !== undefined) return `Middleware ${found.key}`;
  }
  return undefined;
}

/** Those that stand before an object. */
export function refsOf(object: HostObject): readonly string[] {
  if (object.kind === 'networking.k8s.io/Ingress') return listOf(object.annotations[middlewaresAnnotation] ?? '');
  return 'middlewares' in object ? (object.middlewares ?? []) : [];
}

/** The middleware itself, or the first of its chain; one that is in its own chain is met once. */
function askingIn(ref: string, middlewares: Middlewares): Middleware | undefined {
  const seen = new Set<string>();
  const next = [ref];
  for (let name = next.shift(); name !== undefined; name = next.shift()) {
    const found = middlewares.get(name);
    if (found === undefined || seen.has(found.key)) continue;
    seen.add(found.key);
    if (found.login !== undefined) return found;
    next.push(...found.chain);
  }
  return undefined;
}
