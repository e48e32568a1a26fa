import { expect, test } from "vitest";
import { costSurface, type Point } from "../../src/display/cost-surface.js";

const bowl = { cost: (x: number, y: number) => x * x + y * y, x: [-1, 1], y: [-1, 1] } as const;
const path: Point[] = [
  [1, 1],
  [0.5, 0.5],
  [0, 0],
];

test("the slider lengthens the ways and touches nothing but them", () => {
  const { layout } = costSurface(bowl, { GD: path }, { minimum: [0, 0] });
  expect(layout).toMatchObject({
    sliders: [
      {
        active: 2,
        steps: [
          { args: [{ x: [[1]] }, [3]] },
          { args: [{ x: [[1, 0.5]] }, [3]] },
          { args: [{ x: [[1, 0.5, 0]] }, [3]] },
        ],
      },
    ],
  });
});

test("the summary says where each way begins and ends, and at what cost", () => {
  expect(costSurface(bowl, { GD: path }).summary).toBe(
    "Contours of the cost from (−1, −1) to (1, 1), and the ways over it.\n" +
      "- GD: from (1, 1), J = 2 in 2 steps to (0, 0), J = 0.",
  );
});

test("a surface alone has no slider and no legend", () => {
  const { layout } = costSurface(bowl);
  expect(layout).not.toHaveProperty("sliders");
  expect(layout).not.toHaveProperty("legend");
});

test("where the cost is not finite there is a gap, and a way that runs away ends at its last finite point", () => {
  const log = { cost: (x: number, y: number) => Math.log(x) + y, x: [-1, 1], y: [-1, 1] } as const;
  const figure = costSurface(log, {
    GD: [
      [1, 1],
      [Number.NaN, 0],
    ],
  });
  expect(JSON.stringify(figure.data[0])).toContain("null");
  expect(figure.summary).toContain("in 0 steps to (1, 1)");
});

test("six long ways stay within 200 kB", () => {
  const long = Array.from({ length: 10_000 }, (_, i): Point => [Math.sin(i), Math.cos(i)]);
  const ways = { a: long, b: long, c: long, d: long, e: long, f: long };
  expect(JSON.stringify(costSurface(bowl, ways)).length).toBeLessThanOrEqual(200_000);
});

test("a surface that is nowhere finite and a way without points are errors that say what to do", () => {
  expect(() => costSurface({ ...bowl, cost: () => Number.NaN })).toThrow(/no surface to show[\s\S]*help/);
  expect(() => costSurface({ ...bowl, x: [1, 1] })).toThrow(/no surface to show/);
  expect(() => costSurface(bowl, { GD: [] })).toThrow(/"GD" has no points[\s\S]*help/);
});
