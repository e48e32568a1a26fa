import { expect, test } from "vitest";
import { accuracyMap } from "../../src/display/accuracy-map.js";

const settings = { rows: ["1", "10"], rowTitle: "layers", columns: ["0.1", "1"], columnTitle: "rate" };
const plain = [
  [0.9, 0.804],
  [0.5, Number.NaN],
];

test("each model has a map with its accuracies in per cent, and none where training failed", () => {
  const figure = accuracyMap({ plain, "batch norm": plain }, settings);
  expect(figure.data).toMatchObject([
    {
      xaxis: "x",
      x: ["0.1", "1"],
      y: ["1", "10"],
      z: [
        [0.9, 0.804],
        [0.5, null],
      ],
    },
    { xaxis: "x2" },
  ]);
  expect(figure.data[0]).toMatchObject({
    text: [
      ["90", "80"],
      ["50", ""],
    ],
  });
});

test("says the same in words", () => {
  expect(accuracyMap({ plain }, settings).summary).toBe(
    "Accuracy of 1 model by layers and rate.\nplain:\n" +
      "- layers 1: 0.1 → 90.0 %, 1 → 80.4 %.\n- layers 10: 0.1 → 50.0 %, 1 → failed.",
  );
});

test("a grid that does not fit is an error that says what to do", () => {
  expect(() => accuracyMap({ plain: [[0.9]] }, settings)).toThrow(/the grid of "plain" does not fit/);
  expect(() => accuracyMap({}, settings)).toThrow(/nothing to show/);
});
