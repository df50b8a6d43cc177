import { elbZones } from './elb-zones.ts';

/**
 * The regions that Route 53 routes by latency and place: those of Elastic Load Balancing, and that of the European Sovereign
 * Cloud, whose load balancers (`*.elb.amazonaws.eu`) have zone ids that are not published beside the others'. Source: API
 * reference, ResourceRecordSet.Region.
 */
export const routingRegions: ReadonlySet<string> = new Set([...Object.keys(elbZones), 'eusc-de-east-1']);
