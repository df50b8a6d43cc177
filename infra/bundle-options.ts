import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** How all that runs elsewhere is made one file of ES modules. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Dependencies in CommonJS ask for `require`, which a bundle of ES modules has not.
  banner: { js: "import{createRequire as __cr}from'module';const require=__cr(import.meta.url);" },
  minify: true,
  keepNames: true,
  logLevel: 'error',
} as const satisfies BuildOptions;
