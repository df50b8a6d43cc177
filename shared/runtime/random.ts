/** Numbers in [0, 1), given to whoever needs chance, so that a simulation can repeat it. */
export type Random = () => number;

/** Twenty base-36 characters (103 bits): nobody else draws the same. */
export function drawToken(random: Random): string {
  return Array.from({ length: 20 }, () => Math.floor(random() * 36).toString(36)).join('');
}
