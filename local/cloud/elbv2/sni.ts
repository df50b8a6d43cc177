/** A certificate as the choice sees it. */
export interface Candidate {
  readonly arn: string;
  readonly names: readonly string[];
  readonly keyAlgorithm: string;
  readonly notAfterMs?: number | undefined;
}

/**
 * The certificate that a listener shows to a client that names a server: of those in its list that cover the name the best, else the
 * default. Source: User Guide, "SSL certificates": elliptic curves before RSA, longer keys, the longest validity.
 */
export function chooseCertificate(
  listed: readonly Candidate[],
  first: Candidate | undefined,
  serverName: string,
): Candidate | undefined {
  const name = serverName.toLowerCase();
  const covering = listed.filter(({ names }) => names.some((pattern) => covers(pattern, name)));
  const [best] = covering.toSorted((a, b) => rank(b) - rank(a) || (b.notAfterMs ?? 0) - (a.notAfterMs ?? 0));
  return best ?? first;
}

/** RFC 6125 §6.4.3: a wildcard stands for one label. */
export const covers = (pattern: string, name: string): boolean =>
  pattern === name ||
  (pattern.startsWith('*.') && name.slice(name.indexOf('.')) === pattern.slice(1) && name.includes('.'));

/** The bits of the key, any curve above any RSA. */
function rank({ keyAlgorithm }: Candidate): number {
  const bits = Number(/(?:RSA_|prime|secp)(\d+)/.exec(keyAlgorithm)?.[1] ?? 0);
  return keyAlgorithm.startsWith('EC') ? 100_000 + bits : bits;
}
