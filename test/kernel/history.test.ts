import { describe, expect, test } from "vitest";
import { History } from "../../src/kernel/history.js";

const history = new History();
for (const [i, input] of ["one", "two", "one", "four"].entries()) history.add(i + 1, input, `[${input}]`);

/** The lines and inputs that are found. */
function found(request: Record<string, unknown>): unknown {
  const entries: unknown = history.answer(request).history;
  return Array.isArray(entries) ? entries.map(([, line, input]) => [line, input]) : entries;
}

describe("the history", () => {
  test("of a range is that of this session, by its number or as the present one", () => {
    const range = { hist_access_type: "range", start: 2, stop: 4 };
    const inputs = [
      [2, "two"],
      [3, "one"],
    ];
    for (const session of [0, 1, undefined]) expect(found({ ...range, session })).toEqual(inputs);
    expect(found({ ...range, stop: null })).toEqual([...inputs, [4, "four"]]);
  });

  test("of a range in another session is empty: no other is known", () => {
    for (const session of [-1, 2, 17]) {
      expect(found({ hist_access_type: "range", session, start: 0, stop: null })).toEqual([]);
    }
  });

  test("has its end, what fits a pattern, and each input once", () => {
    expect(found({ hist_access_type: "tail", n: 1 })).toEqual([[4, "four"]]);
    expect(found({ hist_access_type: "search", pattern: "?n*" })).toEqual([
      [1, "one"],
      [3, "one"],
    ]);
    expect(found({ hist_access_type: "search", pattern: "o*", unique: true })).toEqual([[3, "one"]]);
  });

  test("comes with outputs where they are wanted", () => {
    const request = { hist_access_type: "tail", n: 1, output: true };
    expect(history.answer(request)).toEqual({ status: "ok", history: [[1, 4, ["four", "[four]"]]] });
  });
});
