import type { Configuration, Zone } from './configuration.ts';

/** The account that a zone belongs to: that of its role (`arn:aws:iam::123456789012:role/…`), else the hub's. */
export const accountOfZone = ({ roleArn }: Pick<Zone, 'roleArn'>, { hub }: Pick<Configuration, 'hub'>): string =>
  roleArn?.split(':')[4] ?? hub.account;
