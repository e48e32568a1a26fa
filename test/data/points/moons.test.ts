import { expect, test } from "vitest";
import { moons } from "../../../src/data/points/moons.js";
import { columnSums, expectPoint, labelsOf, pointOf } from "./plane.js";

// Figures of scikit-learn 1.9.1 with NumPy 2.4.6: np.random.seed(3); make_moons(n_samples, noise).

test("seed 3 gives scikit-learn's 300 points: the data of the optimization exercise", () => {
  const data = moons({ size: 300, noise: 0.2, seed: 3 });
  expectPoint(pointOf(data, 0), [-0.21687013460912397, 1.0154493742029873]);
  expectPoint(pointOf(data, 2), [0.7112745129750352, -0.4100602407591063]);
  expectPoint(pointOf(data, 299), [0.547725598273234, 0.3481746137071188]);
  expectPoint(columnSums(data), [149.62770561040102, 79.68444213648151]);
  expect(labelsOf(data).slice(0, 20)).toBe("01110011010010001110");
});

test("seven points without noise are scikit-learn's, the odd one on the lower moon", () => {
  const data = moons({ size: 7, noise: 0, seed: 3 });
  expect(labelsOf(data)).toBe("1111000");
  expectPoint(pointOf(data, 0), [0.4999999999999999, -0.3660254037844386]);
  expectPoint(pointOf(data, 1), [2, 0.4999999999999999]);
  expectPoint(pointOf(data, 6), [-1, 1.2246467991473532e-16]);
});

test("two points are the beginnings of the two moons", () => {
  const data = moons({ size: 2, noise: 0 });
  const points = [pointOf(data, 0), pointOf(data, 1)].sort(([a], [b]) => b - a);
  expect(points).toEqual([
    [1, 0],
    [0, 0.5],
  ]);
});

test("the defaults are the exercise's", () => {
  expect(moons().x.data).toEqual(moons({ size: 300, noise: 0.2, seed: 3 }).x.data);
});
