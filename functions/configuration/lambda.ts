import { openFarSides } from '#shared/deployment/far-sides.ts';
import { configurationHandler } from './handler.ts';

/** Behind the custom resource that each deployment ends with. */
export const handler = configurationHandler(async () => openFarSides(process.env));
