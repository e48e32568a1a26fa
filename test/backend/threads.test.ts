import { expect, test } from "vitest";
import { setThreads, threads } from "../../src/backend/threads.js";

test("setThreads takes whole numbers from 1 up", () => {
  for (const count of [0, -1, 1.5, Number.NaN]) expect(() => setThreads(count)).toThrow(/whole number/);
  setThreads(1);
  expect(threads()).toBe(1);
});
