import fc from "fast-check";
import { Dataset, tensor } from "gradbook";
import { describe, expect, test } from "vitest";
import { decisionBoundary } from "../../src/display/decision-boundary.js";
import type { Figure } from "../../src/display/figure.js";
import { Formula, threshold } from "./models.js";

interface Trace {
  readonly type: string;
  readonly name?: string;
  readonly visible?: boolean;
  readonly showlegend?: boolean;
  readonly xaxis: string;
  readonly x?: readonly number[];
  readonly z?: readonly (readonly number[])[];
}

const tracesOf = (figure: Figure): Trace[] => JSON.parse(JSON.stringify(figure.data));

/** Four points; the one at 0.4 has the label that a threshold at 0 does not expect. */
const train = new Dataset(
  "train",
  tensor([
    [-1, 0],
    [-0.5, 1],
    [0.4, 0],
    [1, 1],
  ]),
  tensor([[0], [0], [0], [1]]),
);
const test2 = new Dataset(
  "test",
  tensor([
    [-2, 0],
    [2, 1],
  ]),
  tensor([[0], [1]]),
);

describe("a model's panel", () => {
  const traces = tracesOf(decisionBoundary({ plain: threshold(0) }, { train, test: test2 }));

  test("has the regions, the samples of each class, and rings around the wrong ones", () => {
    const shown = traces.filter((trace) => trace.visible !== false);
    expect(shown.map((trace) => trace.name ?? trace.type)).toEqual([
      "contour",
      "class 0",
      "class 1",
      "misclassified",
    ]);
    expect(shown[3].x).toEqual([0.4]);
  });

  test("has the logit's sign change where the model is undecided", () => {
    const row = traces[0].z?.[0] ?? [];
    expect(row[0]).toBeLessThan(0);
    expect(row.at(-1)).toBeGreaterThan(0);
  });

  test("changes to another data set by a button", () => {
    expect(traces.filter((trace) => trace.visible === false)).toHaveLength(3);
  });
});

test("models stand side by side on axes that move together", () => {
  const models = { a: threshold(0), b: threshold(0.1), c: threshold(1), d: threshold(2) };
  const figure = decisionBoundary(models, { train });
  expect(new Set(tracesOf(figure).map((trace) => trace.xaxis))).toEqual(new Set(["x", "x2", "x3", "x4"]));
  expect(figure.layout).toMatchObject({ xaxis4: { matches: "x" }, yaxis4: { matches: "y" } });
});

describe("models that were trained on different data", () => {
  const models = { a: threshold(0), b: threshold(0) };
  const three = new Dataset(
    "three",
    tensor([
      [-3, 0],
      [3, 1],
    ]),
    tensor([[0], [2]]),
  );

  test("stand beside each other, each with samples of its own", () => {
    const figure = decisionBoundary(models, { a: { train }, b: { train: three } });
    const points = tracesOf(figure).filter(
      ({ name, type }) => type === "scatter" && name !== "misclassified",
    );
    expect(points.map(({ name, x }) => [name, x])).toEqual([
      ["class 0", [-1, -0.5, 0.4]],
      ["class 1", [1]],
      ["class 0", [-3]],
      ["class 2", [3]],
    ]);
    expect(figure.summary).toContain("- a: 75.0 % of train right (3/4).\n- b: 50.0 % of train right (1/2).");
  });

  test("have each class once in the legend", () => {
    const figure = decisionBoundary(models, { a: { train }, b: { train: three } });
    const inLegend = tracesOf(figure).filter(({ showlegend }) => showlegend === true);
    expect(inLegend.map(({ name }) => name)).toEqual(["class 0", "class 1", "misclassified", "class 2"]);
  });

  test("need sets for every one, with the same names, and at least one model", () => {
    expect(() => decisionBoundary(models, { a: { train } })).toThrow('the sets of model "b" are missing');
    expect(() => decisionBoundary(models, { a: { train }, b: { test: three } })).toThrow(
      'the sets of model "b" are test',
    );
    expect(() => decisionBoundary({}, { a: { train } })).toThrow("are missing");
  });
});

test("several classes are a map of the largest output", () => {
  const outputs = tensor([
    [1, -1, 0],
    [0, 0, 1],
  ]);
  const figure = decisionBoundary({ softmax: new Formula((x) => x.matmul(outputs)) }, { train });
  const [map] = tracesOf(figure);
  expect(map.type).toBe("heatmap");
  expect(new Set(map.z?.flat())).toEqual(new Set([0, 1, 2]));
});

test("without a model the samples are shown alone, a panel for each set", () => {
  const figure = decisionBoundary({}, { train, test: test2 });
  expect(tracesOf(figure).every((trace) => trace.type === "scatter")).toBe(true);
  expect(figure.summary).toContain("Samples of class 0 and class 1 in the plane.\n- train: 4 samples.");
});

test("the summary has each model's share of right answers", () => {
  const { summary } = decisionBoundary(
    { plain: threshold(0) },
    { train, test: test2 },
    { classes: ["us", "them"] },
  );
  expect(summary).toBe(
    "Decision regions of 1 model for us and them; misclassified samples are ringed.\n" +
      "- plain: 75.0 % of train right (3/4), 100 % of test right (2/2).",
  );
});

describe("what cannot be drawn is an error that says what to do", () => {
  const flat = new Dataset("flat", tensor([[1, 2, 3]]), tensor([[1]]));
  test.each<[string, () => unknown, RegExp]>([
    ["no data", () => decisionBoundary({ plain: threshold(0) }, {}), /nothing to show/],
    ["three features", () => decisionBoundary({ plain: threshold(0) }, { flat }), /"flat" has 3 features/],
    [
      "no model",
      () => decisionBoundary({ plain: 3 } as never, { train }),
      /"plain" is neither a model nor a run/,
    ],
  ])("%s", (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

test("any samples give a figure within 200 kB, however many models", () => {
  const point = fc.tuple(
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.double({ noNaN: true, min: -9, max: 9 }),
  );
  const samples = fc.array(point, { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 7 }), (points, models) => {
      const set = new Dataset("any", tensor(points), tensor(points.map(([x]) => [x > 0 ? 1 : 0])));
      const named = Object.fromEntries(Array.from({ length: models }, (_, i) => [`m${i}`, threshold(i)]));
      const json = JSON.stringify(decisionBoundary(named, { any: set }));
      expect(json.length).toBeLessThanOrEqual(200_000);
      expect(json).not.toContain("NaN");
    }),
    { numRuns: 30 },
  );
});

test("of very many samples some are drawn, and the summary says so", () => {
  const points = Array.from({ length: 5000 }, (_, i) => [Math.sin(i), Math.cos(i)]);
  const many = new Dataset("many", tensor(points), tensor(points.map(([x]) => [x > 0 ? 1 : 0])));
  const figure = decisionBoundary({ plain: threshold(0) }, { many });
  expect(figure.summary).toContain("Of many, 600 of 5000 samples are drawn.");
  expect(JSON.stringify(figure).length).toBeLessThanOrEqual(200_000);
});
