import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costCurve } from "../../src/display/cost-curve.js";
import type { CostHistory } from "../../src/display/cost-source.js";
import type { Figure } from "../../src/display/figure.js";
import { roleStyle } from "../../src/display/palette.js";

interface Trace {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly mode: string;
  readonly line?: { readonly color: string; readonly dash?: string; readonly width: number };
}

const tracesOf = (figure: Figure): Trace[] => JSON.parse(JSON.stringify(figure.data));

const falling = Array.from({ length: 1000 }, (_, i) => 1 / (1 + i));
const noisy = falling.map((cost, i) => cost + 0.2 * Math.abs(Math.sin(i * i)));

describe("the curves", () => {
  test("have a line for each run, in its role's colour and dash", () => {
    const traces = tracesOf(costCurve({ plain: falling, "L2, λ = 0.7": falling }));
    expect(traces.map((trace) => trace.name)).toEqual(["plain", "L2, λ = 0.7"]);
    expect(traces[1].line).toMatchObject({ ...roleStyle("L2") });
  });

  test("of a noisy cost are pale, with the average over them", () => {
    const [raw, average] = tracesOf(costCurve({ dropout: noisy }));
    expect(raw.line?.width).toBeLessThan(average.line?.width ?? 0);
    const spread = (trace: Trace): number => {
      const late = trace.y.slice(-100).map(Number);
      return Math.max(...late) - Math.min(...late);
    };
    expect(spread(average)).toBeLessThan(spread(raw) / 3);
  });

  test("of mini-batches are averaged, however smooth", () => {
    const history: CostHistory = { step: [...falling.keys()], cost: falling, stepsPerEpoch: 10 };
    expect(tracesOf(costCurve({ history }))).toHaveLength(2);
  });

  test("show the dev cost and a star at its best step", () => {
    const history = { step: [0, 1, 2, 3], cost: [4, 3, 2, 1], devStep: [0, 2], devCost: [5, 3], bestStep: 2 };
    const traces = tracesOf(costCurve({ plain: { history } }));
    expect(traces.map((trace) => trace.name)).toEqual(["plain", "plain, dev", "plain, lowest dev cost"]);
    expect(traces[2]).toMatchObject({ x: [2], y: [3] });
  });

  test("count epochs or seconds where asked", () => {
    const history = { step: [0, 10, 20], cost: [3, 2, 1], stepsPerEpoch: 10, seconds: [0.1, 0.2, 0.4] };
    expect(tracesOf(costCurve(history, { x: "epochs" }))[0].x).toEqual([0, 1, 2]);
    expect(tracesOf(costCurve(history, { x: "seconds" }))[0].x).toEqual([0.1, 0.2, 0.4]);
    expect(() => costCurve({ plain: falling }, { x: "seconds" })).toThrow(/"plain" did not record its times/);
  });
});

describe("the summary", () => {
  test("says where each run starts, ends and is lowest, and who ends lowest", () => {
    expect(costCurve({ plain: [1, 0.2, 0.25], l2: [1, 0.5, 0.4] }).summary).toBe(
      [
        "Cost of 2 runs during training.",
        "- plain: from 1 to 0.25 in 3 steps; lowest 0.2 at step 1.",
        "- l2: from 1 to 0.4 in 3 steps.",
        "At the end, from the lowest cost: plain (0.25) and l2 (0.4).",
      ].join("\n"),
    );
  });

  test("says from where a cost is no number any more", () => {
    const { summary } = costCurve({ fast: [1, 50, Number.NaN, Number.NaN] });
    expect(summary).toContain("not a finite number from step 2 (NaN)");
  });

  test("says about where a noisy cost ends", () => {
    expect(costCurve({ dropout: noisy }).summary).toMatch(/to about 0\.1/);
  });
});

describe("what cannot be drawn is an error that says what to do", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["nothing", () => costCurve({}), /nothing to show[\s\S]*help: give each a name/],
    ["runs without names", () => costCurve([{ history: null }] as never), /a list, which has no names/],
    [
      "a run that is missing",
      () => costCurve({ plain: undefined } as never),
      /"plain" is undefined[\s\S]*help/,
    ],
    [
      "something else",
      () => costCurve({ plain: "cost" } as never),
      /"plain" is no training run[\s\S]*help: costCurve/,
    ],
    ["an empty run", () => costCurve({ plain: [] }), /"plain" has no costs[\s\S]*help: train it first/],
    ["lengths that differ", () => costCurve({ step: [0], cost: [1, 2] }), /2 costs for 1 steps/],
  ])("%s", (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

test("any list of numbers gives a figure within 200 kB, with its extremes, or a typed error", () => {
  const costs = fc.array(fc.double(), { maxLength: 3000 });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), costs, { maxKeys: 8 }), (runs) => {
      let figure: Figure;
      try {
        figure = costCurve(runs);
      } catch (error) {
        return error instanceof Error && error.name === "ValueError";
      }
      expect(JSON.stringify(figure).length).toBeLessThanOrEqual(200_000);
      return figure.summary.includes("step") || figure.summary.includes("one cost");
    }),
    { numRuns: 60 },
  );
});

test("ten runs of a hundred thousand noisy steps stay within 200 kB", () => {
  const long = Float64Array.from({ length: 100_000 }, (_, i) => Math.abs(Math.sin(i * i)) + 1e-7 * i);
  const runs = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`run ${i}`, Array.from(long)]));
  expect(JSON.stringify(costCurve(runs)).length).toBeLessThanOrEqual(200_000);
});
