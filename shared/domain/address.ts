const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Form = new RegExp(`^${octet}(\\.${octet}){3}$`);

/** Four decimal numbers without leading zeros. */
export const isIPv4 = (text: string): boolean => ipv4Form.test(text);

/** An IPv6 address without brackets and zone (RFC 4291 section 2.2). */
export const isIPv6 = (text: string): boolean => canonicalIPv6(text) !== undefined;

export const isAddress = (text: string): boolean => isIPv4(text) || isIPv6(text);

/** The one spelling of an address (RFC 5952 for IPv6), or undefined when the text is none. */
export const canonicalAddress = (text: string): string | undefined => (isIPv4(text) ? text : canonicalIPv6(text));

function canonicalIPv6(text: string): string | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return undefined;
  const url = URL.parse(`http://[${text}]/`);
  return url === null ? undefined : url.hostname.slice(1, -1);
}

/**
 * Whether the address means nothing on the internet: private use, shared, loopback, link-local (IANA special-purpose
 * address registries, RFC 6890), IPv4 ones written as IPv6 included.
 */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return isPrivateIPv4(address);
  const text = canonicalIPv6(address) ?? '';
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text);
  if (mapped !== null) return isPrivateIPv4(dotted(mapped[1] ?? '', mapped[2] ?? ''));
  return text === '::1' || text === '::' || /^f[cd]/.test(text) || /^fe[89ab]/.test(text);
}

function isPrivateIPv4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 0 || a === 10 || a === 127) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 192) return b === 168;
  if (a === 169) return b === 254;
  return a === 100 && b >= 64 && b <= 127;
}

function dotted(high: string, low: string): string {
  const numbers = [high, low].map((part) => Number.parseInt(part, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join('.');
}
