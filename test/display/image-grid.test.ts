import { arange, zeros } from "gradbook";
import { expect, test } from "vitest";
import { imageGrid } from "../../src/display/image-grid.js";

test.each([
  ["(m, height, width)", [3, 2, 2]],
  ["(m, 1, height, width)", [3, 1, 2, 2]],
  ["(m, side²)", [3, 4]],
])("draws %s row by row with gaps between", (_, shape) => {
  const { data } = imageGrid(
    arange(12)
      .mul(9)
      .reshape(...shape),
    { columns: 2 },
  );
  expect(JSON.parse(JSON.stringify(data))[0].z).toEqual([
    [0, 9, null, null, 36, 45],
    [18, 27, null, null, 54, 63],
    [null, null, null, null, null, null],
    [null, null, null, null, null, null],
    [72, 81, null, null, null, null],
    [90, 99, null, null, null, null],
    [null, null, null, null, null, null],
    [null, null, null, null, null, null],
  ]);
});

test("captions stand above their images, and in the summary", () => {
  const figure = imageGrid(zeros([2, 4, 4]), { captions: ["7", "7, taken for 1"] });
  expect(figure.layout).toMatchObject({ annotations: [{ text: "7" }, { text: "7, taken for 1" }] });
  expect(figure.summary).toContain("2 images of 4 × 4 pixels");
  expect(figure.summary).toContain("Row by row: 7; 7, taken for 1.");
});

test("of many images some are drawn, within 200 kB, and the summary says so", () => {
  const figure = imageGrid(arange(784 * 500).reshape(500, 28, 28));
  expect(figure.summary).toContain("the first 40 are drawn");
  expect(JSON.stringify(figure).length).toBeLessThanOrEqual(200_000);
});

test("no images, and what is no grey image, are errors that say what to do", () => {
  expect(() => imageGrid(zeros([0, 4, 4]))).toThrow(/no images[\s\S]*help/);
  expect(() => imageGrid(zeros([3, 5]))).toThrow(/\(3, 5\) are no grey images[\s\S]*help: reshape/);
});
