import { resolve } from 'node:path';
import { UsageError } from '#shared/errors/usage-error.ts';
import type { Plan } from '#shared/overview/plan-document.ts';
import type { Arguments, Command, Surroundings } from '../command.ts';
import type { ManifestSets } from '../compare-manifests.ts';
import { printPlan } from '../print/plan.ts';

export const plan: Command = {
  name: 'plan',
  form: '',
  summary:
    'Shows what would change and why, what is on its way, what a policy or a hold stops and what cannot be served; or how manifests differ.',
  help: `  --manifests DIR  the manifests as they would be; no state is needed
  --against DIR    the manifests as they are
  --config FILE    configuration for both                            (default: examples/sandbox.config.ts)

Example, in a pull request: npx firstlight plan --manifests . --against ../main --config firstlight.config.ts
`,
  exits: '2: something would change',
  words: [0, 0],
  options: { manifests: 'text', against: 'text', config: 'text' },
  async run({ given, around, desk, look }) {
    const directories = directoriesOf(given, around);
    const found = directories === undefined ? await (await desk()).plan() : await compare(directories);
    return { json: found, lines: printPlan(found, look), exitCode: found.changes ? 2 : 0 };
  },
};

/** The whole sandbox is loaded for it, which no other command needs. */
async function compare(sets: ManifestSets): Promise<Plan> {
  const { compareManifests } = await import('../compare-manifests.ts');
  return compareManifests(sets);
}

function directoriesOf(given: Arguments, { cwd }: Surroundings): ManifestSets | undefined {
  const manifests = given.text('manifests');
  const against = given.text('against');
  const config = given.text('config');
  if (manifests === undefined && against === undefined && config === undefined) return undefined;
  if (manifests === undefined || against === undefined)
    throw new UsageError('plan compares --manifests DIR --against DIR: name both');
  if (['stack', 'data', 'control'].some((option) => given.text(option) !== undefined)) {
    throw new UsageError(
      'plan compares manifests or looks at what runs: leave out --stack, --data and --control, or --manifests',
    );
  }
  return {
    manifests: resolve(cwd, manifests),
    against: resolve(cwd, against),
    ...(config === undefined ? {} : { config: resolve(cwd, config) }),
  };
}
