import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { divide, partsFor, together } from "../../src/backend/parallel.js";
import { readyHelpers } from "../../src/backend/pool.js";
import { leftOf, MOST_PARTS, partsLeft, takePart } from "../../src/backend/pool-command.js";
import { setThreads } from "../../src/backend/threads.js";

afterEach(() => setThreads(1));

test("parts lie side by side, begin at whole grains, and differ by one grain at most", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 8 }),
      (total, grain, count) => {
        const parts = divide(total, grain, count);
        expect(parts.length).toBe(Math.min(count, Math.ceil(total / grain)));
        expect(parts[0].begin).toBe(0);
        expect(parts[parts.length - 1].end).toBe(total);
        for (let i = 1; i < parts.length; i++) {
          expect(parts[i].begin).toBe(parts[i - 1].end);
          expect(parts[i].begin % grain).toBe(0);
        }
        const grains = parts.map(({ begin, end }) => Math.ceil((end - begin) / grain));
        expect(Math.max(...grains) - Math.min(...grains)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("short work is not divided, and none is when there is one thread", () => {
  setThreads(1);
  expect(partsFor(1e9)).toBe(1);
  setThreads(2);
  waitForHelpers(1);
  expect(partsFor(1000)).toBe(1);
});

test("longer work has more parts, the same number for each thread, and no more than a command can have", () => {
  for (const threads of [2, 3, 8]) {
    setThreads(threads);
    waitForHelpers(threads - 1);
    const counts = [6e4, 3e5, 3e6, 1e9].map((nanoseconds) => partsFor(nanoseconds));
    for (const count of counts) {
      expect(count % threads).toBe(0);
      expect(count).toBeLessThanOrEqual(MOST_PARTS);
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBe(threads);
    expect(counts[3]).toBeGreaterThan(threads);
    expect(partsFor(1e9, threads + 1)).toBe(threads);
  }
});

test("every part of a command is taken once, and of its number nothing is left", () => {
  const state = new Int32Array(new SharedArrayBuffer(64));
  expect(takePart(state)).toBe(-1);
  state[0] = leftOf(123_456, 3);
  expect([takePart(state), takePart(state), takePart(state), takePart(state)]).toEqual([2, 1, 0, -1]);
  expect(partsLeft(state[0])).toBe(0);
});

test("one part is computed here", () => {
  const calls: number[][] = [];
  const affine = { kernel: "affine", size: 8, fused: false } as const;
  together(
    affine,
    (...args) => calls.push(args),
    divide(7, 16, 4),
    ({ begin, end }) => [begin, end],
  );
  expect(calls).toEqual([[0, 7]]);
});

/** Helpers start beside this thread. */
function waitForHelpers(count: number): void {
  while (readyHelpers() < count) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
