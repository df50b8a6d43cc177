import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What needs the machine for itself, because it measures. */
const alone = ['test/e2e/burst.test.ts', 'test/e2e/bundles.test.ts', 'test/real/kubernetes/many.test.ts'];

/** What starts an API server, which takes half a gigabyte and a core for a while. */
const kubernetes = ['test/real/{kubernetes,chart}/**/*.test.ts'];

/** What takes longest begins first, or the others wait for it at the end. */
const longest = ['rights', 'lifecycle', 'faults', 'edges', 'killed', 'guard'].map((name) => `test/e2e/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

interface Group {
  readonly include: string[];
  readonly exclude?: string[];
  readonly maxWorkers: number;
  readonly testTimeout?: number;
}

const project = (name: string, group: Group, groupOrder: number) => ({
  test: {
    name,
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
    ...group,
    hookTimeout: 900_000,
    sequence: { groupOrder },
  },
});

/** Only through `npm run test:real`, which starts the far sides first. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Most of the time they wait for the far side; a deployment takes both cores for half a minute.
      project(
        'real',
        { include: ['test/{real,e2e}/**/*.test.ts'], exclude: [...alone, ...kubernetes], maxWorkers: 4 },
        0,
      ),
      // Two busy cores may take ten times as long as two idle ones.
      project('kubernetes', { include: kubernetes, exclude: alone, maxWorkers: 2, testTimeout: 120_000 }, 1),
      project('alone', { include: alone, maxWorkers: 1 }, 2),
    ],
  },
});
