/** A time as objects of a cluster have it: MicroTime has six digits, no fewer (Kubernetes API, "Lease v1", renewTime). */
export const microTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
