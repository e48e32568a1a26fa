import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const SMALL_YOUNG_GENERATION = ["--max-semi-space-size=2"];

/**
 * Megabytes by which resident memory grew in one synchronous loop, in a process of its own, on the built library. Its
 * young generation is as small as the notebook kernel's: V8 would let it grow by 8 MB at some time, whatever runs.
 */
function growth(task: "steps" | "layers" | "tensors" | "models", times: number): number {
  const script = new URL("memory-probe.mjs", import.meta.url).pathname;
  return Number(
    execFileSync(process.execPath, [...SMALL_YOUNG_GENERATION, script, task, String(times)], {
      encoding: "utf8",
    }),
  );
}

test("50,000 training steps take under 10 MB more than the first 5,000", () => {
  expect(growth("steps", 50_000)).toBeLessThan(10);
});

test("2,000 steps with batch norm, dropout and short batches take under 10 MB more than the first 200", () => {
  expect(growth("layers", 2_000)).toBeLessThan(10);
});

test("a million small tensors, made and dropped, stay bounded", () => {
  expect(growth("tensors", 1_000_000)).toBeLessThan(40);
});

test("models made and dropped in a loop stay bounded, however many", () => {
  expect(growth("models", 30_000)).toBeLessThan(100);
});
