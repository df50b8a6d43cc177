import { createHash } from 'node:crypto';
import type { SiteKey } from '#shared/domain/site.ts';

/** Kubernetes, "Object Names and IDs": DNS subdomain names. */
const nameLimit = 253;
const nameForm = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Ends of names that this function gives: a host that looks like one of them gets a hash of its own. */
const givenForm = /^wildcard\.|--private$|--[0-9a-f]{10}$/;

/**
 * The name of a site's object: its host, `*.` as `wildcard.`, with `--private` and `--<hash of the set identifier>` where
 * there are such; hashed where it would be too long. No two sites have the same.
 */
export function siteObjectName({ host, view, setIdentifier }: SiteKey): string {
  const plain = host.startsWith('*.') ? `wildcard.${host.slice(2)}` : host;
  const isPlain = nameForm.test(plain) && !givenForm.test(host.replace(/^\*\./, ''));
  const parts = [
    isPlain ? plain : `${fitting(plain)}--${hash(host)}`,
    ...(view === 'private' ? ['private'] : []),
    ...(setIdentifier === '' ? [] : [hash(setIdentifier)]),
  ];
  const name = parts.join('--');
  if (name.length <= nameLimit) return name;
  const short = fitting(plain.slice(0, nameLimit - 12));
  return `${short}--${hash(JSON.stringify([host, view, setIdentifier]))}`;
}

/** What nobody reads as a name becomes hyphens. */
const fitting = (text: string): string =>
  text.replaceAll(/[^a-z0-9.-]/g, '-').replaceAll(/(^|\.)[-.]+|[-.]+(?=\.|$)/g, '$1') || 'site';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);
