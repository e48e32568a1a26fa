import { ones, RandomState, rand, tensor } from "gradbook";
import { expect, test } from "vitest";
import { dropoutMasks } from "../../src/display/dropout-masks.js";

const first = tensor([
  [1, 0],
  [1, 1],
]);
const second = tensor([
  [0, 1.25],
  [1.25, 1.25],
]);

test("has a map for each step, the first one shown, and a slider through them", () => {
  const figure = dropoutMasks({ dropout: [first, second] });
  expect(figure.data).toMatchObject([
    {
      z: [
        [1, 0],
        [1, 1],
      ],
      visible: true,
    },
    {
      z: [
        [0, 1],
        [1, 1],
      ],
      visible: false,
    },
  ]);
  expect(figure.layout).toMatchObject({
    sliders: [
      { steps: [{ args: [{ visible: [true, false] }, {}] }, { args: [{ visible: [false, true] }, {}] }] },
    ],
  });
});

test("says how many units stay and how many change", () => {
  expect(dropoutMasks({ fresh: [first, second], fixed: [first, first], once: [first] }).summary).toBe(
    [
      "Dropout masks: which units stay, by sample and step.",
      "- fresh: 2 units for 2 samples over 2 steps, 75.0 % kept; from one step to the next 50.0 % of them change between kept and dropped.",
      "- fixed: 2 units for 2 samples over 2 steps, 75.0 % kept; the mask never changes.",
      "- once: 2 units for 2 samples over 1 step, 75.0 % kept.",
    ].join("\n"),
  );
});

test("large masks and many steps stay within 200 kB", () => {
  const rng = new RandomState(1);
  const masks = Array.from({ length: 60 }, () => rand([64, 100], rng).less(0.5));
  expect(JSON.stringify(dropoutMasks({ a: masks, b: masks })).length).toBeLessThanOrEqual(200_000);
});

test("no masks, or masks that are no matrices, are errors that say what to do", () => {
  expect(() => dropoutMasks({ dropout: [] })).toThrow(/"dropout" has no masks[\s\S]*help/);
  expect(() => dropoutMasks({ dropout: [ones([3])] })).toThrow(/shape \(3\)[\s\S]*help/);
  expect(() => dropoutMasks({ dropout: [first, ones([1, 2])] })).toThrow(/shape \(1, 2\)/);
});
