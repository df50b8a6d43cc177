import type { Node } from 'constructs';

const platforms = ['linux/amd64', 'linux/arm64'];

/**
 * What the image is for, as Docker writes it: `-c platform=linux/arm64` where the nodes are that.
 * @throws Error that names the switch and its values
 */
export function readPlatform(node: Node): string {
  const platform: unknown = node.tryGetContext('platform') ?? 'linux/amd64';
  if (typeof platform === 'string' && platforms.includes(platform)) return platform;
  throw new Error(`-c platform=${String(platform)}: write ${platforms.join(' or ')}`);
}
