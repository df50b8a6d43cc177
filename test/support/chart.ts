import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

const charts = resolve(import.meta.dirname, '../../charts');

/** The manifests for who has no Helm. */
export const renderedFile = join(charts, 'rendered/firstlight.yaml');

/** Of all that they are rendered from: where it differs from the one that they name, they are not current. */
export function chartDigest(): string {
  const hash = createHash('sha256');
  const files = [
    ...readdirSync(join(charts, 'firstlight'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
    join(charts, 'rendered/values.yaml'),
  ];
  for (const file of files.sort()) hash.update(`${file.slice(charts.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
export type Manifest = z.infer<typeof object>;

/** The objects of a stream of YAML documents. */
export const parseManifests = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return value === null ? [] : [object.parse(value)];
  });

export const readRendered = (): readonly Manifest[] => parseManifests(readFileSync(renderedFile, 'utf8'));

const rule = z.strictObject({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  resourceNames: z.array(z.string()).optional(),
  verbs: z.array(z.string()),
});
const role = z.looseObject({ rules: z.array(rule) });

/** Of a Role or ClusterRole, one line for each right: `list ingresses.networking.k8s.io`, and the name where only one object is meant. */
export const rightsOf = (manifest: Manifest | undefined): readonly string[] =>
  role
    .parse(manifest)
    .rules.flatMap(({ apiGroups, resources, resourceNames = [''], verbs }) =>
      verbs.flatMap((verb) =>
        resources.flatMap((resource) =>
          apiGroups.flatMap((group) =>
            resourceNames.map((name) => `${verb} ${resource}${group && `.${group}`} ${name}`.trim()),
          ),
        ),
      ),
    )
    .sort();
