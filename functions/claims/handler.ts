import { type LaneSides, laneHandler } from '#shared/runtime/lane-handler.ts';
import { createClaims } from './claims.ts';
import type { ClaimsPorts } from './ports.ts';

/** The claims capability; `ports` gives what is not in the table. */
export const claimsCapability = (ports: ClaimsPorts) => createClaims(ports);

/** The entry of claims: each ring drains the lane of one cluster. */
export const claimsHandler = (build: () => Promise<Omit<LaneSides, 'capability'> & { readonly ports: ClaimsPorts }>) =>
  laneHandler('claims', async () => {
    const { ports, ...services } = await build();
    return { ...services, capability: createClaims(ports) };
  });
