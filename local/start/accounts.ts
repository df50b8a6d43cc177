import type { Configuration } from '#shared/domain/configuration.ts';
import { type RoleSetup, Sts } from '../cloud/sts/sts.ts';

/**
 * The accounts of an installation, set up as its documentation asks for: each role trusts the hub, under the external id that the
 * configuration names. Whoever asks with other keys, or without any, is the hub: here it is always the same person.
 */
export function openAccounts({ hub, zones, edges }: Configuration): Sts {
  const roles = [...zones, ...edges].flatMap(({ roleArn, externalId }): readonly RoleSetup[] =>
    roleArn === undefined
      ? []
      : [{ arn: roleArn, trusts: [hub.account], ...(externalId === undefined ? {} : { externalId }) }],
  );
  return new Sts({ keys: {}, everybodyElse: hub.account, roles });
}
