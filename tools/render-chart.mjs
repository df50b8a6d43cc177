// `npm run render:chart`: writes charts/rendered/firstlight.yaml, with the version of Helm that the tests use.
import { mkdirSync, writeFileSync } from 'node:fs';
import { installHelm } from '../test/real/chart/helm.ts';
import { renderManifests } from '../test/real/chart/rendered.ts';
import { renderedFile } from '../test/support/chart.ts';

mkdirSync('.real', { recursive: true });
writeFileSync(renderedFile, await renderManifests(await installHelm('.real')));
