import { UsageError } from '#shared/errors/usage-error.ts';
import type { Arguments, Surroundings } from './command.ts';

/** What a command looks at: a deployment, a data directory, or a running sandbox. */
export type Place =
  | { readonly at: 'stack'; readonly stackName: string }
  | { readonly at: 'environment' }
  | { readonly at: 'data'; readonly path: string }
  | { readonly at: 'control'; readonly address?: string };

const options = ['stack', 'data', 'control'] as const;

/**
 * The place that the options name; where they name none the one that the environment names, else the sandbox that runs.
 * @throws UsageError
 */
export function placeOf(given: Arguments, { env }: Pick<Surroundings, 'env'>): Place {
  const named = options.filter((option) => given.text(option) !== undefined);
  if (named.length > 1) throw new UsageError(`name --${named.join(' or --')}, not both`);
  const [stackName, path, address] = options.map((option) => given.text(option));
  if (stackName !== undefined) return { at: 'stack', stackName };
  if (path !== undefined) return { at: 'data', path };
  if (address !== undefined) return { at: 'control', address };
  return (env['FIRSTLIGHT_TABLE'] ?? '') === '' ? { at: 'control' } : { at: 'environment' };
}

/** What the SDK's clients are made with: the region, where one is named. */
export function regionOf(given: Arguments): { readonly region?: string } {
  const region = given.text('region');
  return region === undefined ? {} : { region };
}
