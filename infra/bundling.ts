import { join } from 'node:path';
import { AssetHashType, DockerImage, type ILocalBundling } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { bundleOptions, root } from './bundle-options.ts';

/**
 * The code of a function: one file, `index.mjs`, with all that its entry imports, known by the hash of what it becomes.
 *
 * As `NodejsFunction` makes it, which starts a shell, npx and esbuild for each function: half the time of a synthesis.
 *
 * @param entry from the root of the checkout
 */
export const bundleOf = (entry: string): Code =>
  Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    // Required, and never asked: esbuild is a dependency.
    bundling: { image: DockerImage.fromRegistry('none'), local: new LocalBundle(entry) },
  });

class LocalBundle implements ILocalBundling {
  /** A field, since the CDK tells bundles of one folder apart by their fields. */
  readonly entry: string;

  constructor(entry: string) {
    this.entry = entry;
  }

  tryBundle(folder: string): boolean {
    buildSync({
      ...bundleOptions,
      entryPoints: [join(root, this.entry)],
      outfile: join(folder, 'index.mjs'),
      sourcemap: true,
      sourcesContent: false,
    });
    return true;
  }
}
