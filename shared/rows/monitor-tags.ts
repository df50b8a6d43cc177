import { createHash } from 'node:crypto';
import { base32 } from '#shared/domain/base32.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { tagPrefix } from '#shared/domain/monitor.ts';
import { type SiteKey, siteText } from '#shared/domain/site.ts';

/** Of 50 that a tag may have (UptimeRobot API v3, tagNames); 130 bits. */
const hashCharacters = 26;

/** On every monitor of a site, the same for ever. */
export const siteTag = (site: SiteKey): string =>
  `${tagPrefix}${base32(createHash('sha256').update(siteText(site)).digest()).slice(0, hashCharacters)}`;

/** On every monitor of this installation. */
export const installationTagOf = ({ hub: { account, region } }: Pick<Configuration, 'hub'>): string =>
  `${tagPrefix}${account}-${region}`;
