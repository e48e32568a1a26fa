import { defineConfig, type ViteUserConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take half a minute or more, the longest first: begun last, one of them would keep a single core busy. */
const LONG = [
  "notebooks/lessons",
  "kernel/stock-tslab",
  "setup/clone",
  "handout/page",
  "notebooks/notebooks",
  "handout/command",
  "browser/jupyterlab",
  "browser/lesson-in-jupyterlab",
  "backend/product",
  "kernel/jupyterlab",
  "kernel/endurance",
  "notebooks/versions",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Unit tests run on the sources; what a person sees is tested on the build in dist/. */
const config: ViteUserConfig = defineConfig({
  resolve: { alias: { gradbook: new URL("./src/index.ts", import.meta.url).pathname } },
  test: {
    // Gives tensors their operations, as importing "gradbook" does.
    setupFiles: ["src/autograd/record.ts"],
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    sequence: { sequencer: LongestFirst },
  },
});

export default config;
