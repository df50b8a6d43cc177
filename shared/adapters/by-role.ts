import { assumedRole, type Role, type RoleCredentials, type StsOptions } from './assumed-role.ts';

/** How something is reached: by its account's role, or, without one, with our own credentials; and in which region. */
export interface Access extends Partial<Role> {
  /** Absent: the service has none. */
  readonly region?: string;
}

/**
 * One client, and one set of credentials, for each role, external id and region, made when first asked for.
 * @param make gets credentials only where a role is named
 */
export function byRole<Client>(
  sts: StsOptions,
  make: (credentials: RoleCredentials | undefined, region: string | undefined) => Client,
): (access: Access) => Client {
  const clients = new Map<string, Client>();
  const roles = new Map<string, RoleCredentials>();
  const credentialsOf = (role: Role): RoleCredentials => {
    const name = JSON.stringify([role.roleArn, role.externalId]);
    const known = roles.get(name) ?? assumedRole(role, sts);
    roles.set(name, known);
    return known;
  };
  return ({ roleArn, externalId, region }) => {
    const name = JSON.stringify([roleArn, externalId, region]);
    const known = clients.get(name);
    if (known !== undefined) return known;
    const role = roleArn === undefined ? undefined : { roleArn, ...(externalId === undefined ? {} : { externalId }) };
    const made = make(role === undefined ? undefined : credentialsOf(role), region);
    clients.set(name, made);
    return made;
  };
}
