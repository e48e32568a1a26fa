import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { divide, helpersFor, together } from "../../src/backend/parallel.js";
import { type Helper, readyHelpers, setThreads, takeBack } from "../../src/backend/pool.js";
import { CLAIMED, POSTED } from "../../src/backend/pool-command.js";

afterEach(() => setThreads(1));

const affine = { kernel: "affine", size: 8, fused: false } as const;

/** A helper who never comes. */
function sleeper(): Helper {
  return {
    panels: 0,
    state: new Int32Array(new SharedArrayBuffer(192)),
    call: new Float64Array(24),
    posted: 0,
  };
}

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

test("nobody is called for short work, or when there is one thread", () => {
  setThreads(1);
  expect(helpersFor(1e9)).toEqual([]);
  setThreads(2);
  expect(helpersFor(1000)).toEqual([]);
});

test("what a helper has not begun, the main thread does itself", () => {
  const done: number[][] = [];
  const parts = divide(30, 10, 3);
  together(
    affine,
    (...args) => done.push(args),
    parts,
    [sleeper(), sleeper()],
    ({ begin, end }) => [begin, end],
  );
  expect(done).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
  ]);
});

test("a helper who comes too late finds nothing to do, and takes the next command", () => {
  const helper = sleeper();
  const run = (): void => undefined;
  together(affine, run, divide(20, 10, 2), [helper], () => [0]);
  const { state } = helper;
  // As a helper does who sees the command now.
  expect(Atomics.compareExchange(state, CLAIMED, state[POSTED] - 1, state[POSTED])).toBe(state[POSTED]);
  expect(takeBack(helper)).toBe(false);
});

test("helpers that have started are ready", () => {
  setThreads(2);
  while (readyHelpers().length < 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  expect(helpersFor(1e6).length).toBe(1);
});
