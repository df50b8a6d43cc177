import { join } from 'node:path';
import { chartDigest, renderedFile } from '../../support/chart.ts';
import { helm, offline } from './helm.ts';

const values = join(renderedFile, '../values.yaml');

/** What `renderedFile` holds when it is current; deterministic. */
export async function renderManifests(program: string): Promise<string> {
  const manifests = await helm(
    program,
    ...['template', 'firstlight', 'charts/firstlight', '--namespace', 'firstlight', '--include-crds'],
    ...['--values', values, ...offline],
  );
  return `${head}# sha256 ${chartDigest()}\n${namespace}${manifests.trimEnd()}\n`;
}

const head = `# charts/firstlight with charts/rendered/values.yaml: \`npm run render:chart\` writes this file.
# Before you apply it write your own cluster, bus, status bucket and image into the Deployment: docs/install.md.
`;
const namespace = `---
apiVersion: v1
kind: Namespace
metadata:
  name: firstlight
  labels:
    pod-security.kubernetes.io/enforce: restricted
`;
