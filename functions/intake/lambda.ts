import { openQueueSides } from '#shared/deployment/far-sides.ts';
import { intakeHandler } from './handler.ts';

/** Behind the queue of events: takes in what forwarders say. */
export const handler = intakeHandler(async () => openQueueSides(process.env));
