import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Unit tests run on the sources; what a person sees is tested on the build in dist/. */
const config: ViteUserConfig = defineConfig({
  resolve: { alias: { gradbook: new URL("./src/index.ts", import.meta.url).pathname } },
  test: {
    // Gives tensors their operations, as importing "gradbook" does.
    setupFiles: ["src/autograd/record.ts"],
    include: ["test/**/*.test.ts"],
    // For machines that have much else to do.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});

export default config;
