import { expect, test } from "vitest";
import { drawPaths, pathOf } from "../../../src/data/digits/pen.js";

test("a line across the middle darkens the rows it covers, and no others", () => {
  const image = drawPaths(
    [
      [
        [-1, 0.5],
        [2, 0.5],
      ],
    ],
    4,
    { width: 0.5, ink: 0.8 },
  );
  expect(Array.from(image)).toEqual([...Array(4).fill(0), ...Array(8).fill(0.8), ...Array(4).fill(0)]);
});

test("an edge through the middle of a pixel makes it half as dark", () => {
  const image = drawPaths(
    [
      [
        [-1, 0.5],
        [2, 0.5],
      ],
    ],
    4,
    { width: 0.75, ink: 1 },
  );
  expect(Array.from(image.slice(0, 4))).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test("a point, a path of no length, is a dot", () => {
  const image = drawPaths(
    [
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    ],
    3,
    { width: 0.3, ink: 1 },
  );
  expect(image[4]).toBeCloseTo(0.95, 12);
  expect(image.filter((grey) => grey > 0).length).toBe(1);
});

test("a smooth stroke goes through its points, and straight on along a straight line", () => {
  const path = pathOf({
    smooth: true,
    through: [
      [0, 0],
      [0.5, 0],
      [1, 0],
    ],
  });
  expect(path).toContainEqual([0.5, 0]);
  expect(path.at(-1)).toEqual([1, 0]);
  for (const [, y] of path) expect(y).toBe(0);
});

test("corners stay corners where a stroke is not smooth", () => {
  const through = [
    [0, 0],
    [1, 0],
    [1, 1],
  ] as const;
  expect(pathOf({ smooth: false, through })).toEqual(through);
});
