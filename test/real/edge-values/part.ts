import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { LeftOut, type Part } from '../part.ts';

const run = promisify(execFile);

/** What the kinds are defined in: the Gateway API as Envoy Gateway 1.9 wants it, Envoy Gateway, the chart of ingress-nginx. */
const modules = {
  FIRSTLIGHT_REAL_GATEWAY_API: 'sigs.k8s.io/gateway-api@v1.5.0',
  FIRSTLIGHT_REAL_ENVOY_GATEWAY: 'github.com/envoyproxy/gateway@v1.9.1',
  FIRSTLIGHT_REAL_INGRESS_NGINX: 'k8s.io/ingress-nginx@v0.0.0-20240708192948-52c50467d67d',
};

const downloaded = z.object({ Dir: z.string().min(1) });

/** The definitions of others that the generated values of edges are held against, from the Go module proxy. */
export const edgeValues: Part = {
  name: 'definitions of ingress controllers',
  tests: ['test/real/edge-values/'],
  async start(folder) {
    const cache = join(folder, 'definitions');
    mkdirSync(cache, { recursive: true });
    const env = { ...process.env, GOMODCACHE: cache, GOFLAGS: '-modcacherw', GOTOOLCHAIN: 'local' };
    const environment: Record<string, string> = {};
    for (const [name, module] of Object.entries(modules)) {
      const { stdout } = await run('go', ['mod', 'download', '-json', module], { env, cwd: cache }).catch(
        (cause: unknown) => {
          throw new LeftOut(`${module} cannot be had here`, { cause });
        },
      );
      environment[name] = downloaded.parse(JSON.parse(stdout)).Dir;
    }
    return { environment, stop: async () => {} };
  },
};
