import { tensor, zeros } from "gradbook";
import { describe, expect, test } from "vitest";
import { activationHistograms } from "../../src/display/activation-histograms.js";
import { deepActivations } from "./samples.js";

const snapshot = (step: number, values: number[]) => ({ step, layers: [tensor(values)] });

describe("above each layer and in the summary stands what is saturated", () => {
  test.each<[string, number[], string]>([
    ["ReLU's zeros", [0, 0, 3, 5], "50.0 % are 0"],
    ["tanh's ends", [-1, -0.2, 0.3, 0.99], "50.0 % saturated"],
    ["a sigmoid's ends", [0.01, 0.5, 0.5, 0.99], "50.0 % saturated"],
  ])("%s", (_, values, said) => {
    const figure = activationHistograms({ net: [snapshot(0, values)] });
    expect(figure.summary).toContain(said);
    expect(JSON.stringify(figure.layout)).toContain(said);
  });

  test("nothing for a linear layer", () => {
    expect(activationHistograms({ net: [snapshot(0, [-3, 4])] }).summary).toBe(
      "Histograms of the activations of 1 layer.\n- net, layer 1: step 0: mean 0.5, standard deviation 3.5.",
    );
  });
});

test("the bars of a histogram add up to 100 %", () => {
  const { data } = activationHistograms({ he: deepActivations(1.4) });
  const bars: { y: number[] }[] = JSON.parse(JSON.stringify(data));
  for (const { y } of bars) expect(y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
});

test("all layers of a network are on one axis, so that a signal that dies away is seen", () => {
  const { layout } = activationHistograms({ small: deepActivations(0.5) });
  const ranges = Object.entries(layout).filter(([key]) => key.startsWith("xaxis"));
  expect(new Set(ranges.map(([, axis]) => JSON.stringify(axis.range))).size).toBe(1);
});

test("networks share one axis where their spread is to be compared", () => {
  const nets = { small: deepActivations(0.5), large: deepActivations(2) };
  const rangesOf = (layout: object): unknown[] =>
    Object.entries(layout).flatMap(([key, axis]) =>
      key.startsWith("xaxis") ? [JSON.stringify(axis.range)] : [],
    );
  expect(new Set(rangesOf(activationHistograms(nets).layout)).size).toBe(2);
  expect(new Set(rangesOf(activationHistograms(nets, { sameAxis: true }).layout)).size).toBe(1);
});

test("what is shown may be another quantity than the activations", () => {
  const figure = activationHistograms(
    { net: [snapshot(0, [-3, 4])] },
    { quantity: "z", activation: "linear" },
  );
  expect(figure.summary).toMatch(/^Histograms of z of 1 layer\./);
  expect(JSON.stringify(figure.layout)).toContain('"text":"z"');
});

test("the slider has the steps of the snapshots", () => {
  const { layout } = activationHistograms({ net: [snapshot(0, [1, 2]), snapshot(50, [3, 4])] });
  expect(layout).toMatchObject({ sliders: [{ steps: [{ label: "0" }, { label: "50" }] }] });
});

test("hundreds of snapshots stay within 200 kB; NaN and one value alone are drawn", () => {
  const [{ layers }] = deepActivations(1);
  const many = Array.from({ length: 400 }, (_, step) => ({ step, layers }));
  expect(JSON.stringify(activationHistograms({ a: many, b: many })).length).toBeLessThanOrEqual(200_000);
  expect(activationHistograms({ net: [snapshot(0, [Number.NaN])] }).summary).toContain("mean NaN");
  expect(activationHistograms({ net: [snapshot(0, [7])] }).summary).toContain("mean 7");
});

test("no snapshots, no layers, other layers and empty layers are errors that say what to do", () => {
  const uneven = [snapshot(0, [1]), { step: 1, layers: [] }];
  for (const bad of [[], [{ step: 0, layers: [] }]]) {
    expect(() => activationHistograms({ net: bad })).toThrow(/"net" has no activations[\s\S]*help/);
  }
  expect(() => activationHistograms({ net: uneven })).toThrow(/differ in their layers/);
  expect(() => activationHistograms({ net: [{ step: 0, layers: [zeros([0])] }] })).toThrow(
    /a layer is empty/,
  );
});
