import { openFarSides } from '#shared/deployment/far-sides.ts';
import { sweepHandler } from './handler.ts';

/** On a schedule of one minute. */
export const handler = sweepHandler(async () => openFarSides(process.env));
