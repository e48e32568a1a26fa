import { expect, test } from "vitest";
import { circles } from "../../../src/data/points/circles.js";
import { binaryCrossEntropy } from "../../../src/nn/losses.js";
import { mlp } from "../../../src/nn/mlp.js";
import { columnSums, expectPoint, labelsOf, pointOf } from "./plane.js";

// Figures of scikit-learn 1.9.1 with NumPy 2.4.6: np.random.seed(seed); make_circles(n_samples, noise=.05).

test("seed 1 gives scikit-learn's 300 points: the train set of the initialization exercise", () => {
  const data = circles({ size: 300, noise: 0.05, seed: 1 });
  expect(data.x.shape).toEqual([300, 2]);
  expect(data.y.shape).toEqual([300, 1]);
  expectPoint(pointOf(data, 0), [-0.07741354010048114, 0.8526022642742742]);
  expectPoint(pointOf(data, 1), [0.43186959584803564, -0.8721450395952108]);
  expectPoint(pointOf(data, 299), [-0.061145412565262895, 0.9298264080659127]);
  expectPoint(columnSums(data), [0.08752101204354101, 0.015659577954547643]);
  expect(labelsOf(data).slice(0, 20)).toBe("10110010111010000110");
});

test("seed 2 gives scikit-learn's 100 points: its test set", () => {
  const data = circles({ size: 100, noise: 0.05, seed: 2 });
  expectPoint(pointOf(data, 0), [-0.5242373850862546, -0.6091036148461817]);
  expectPoint(pointOf(data, 99), [0.3438483715909715, -0.9192735912720769]);
  expectPoint(columnSums(data), [0.12013291081721211, -0.5383859814779955]);
  expect(labelsOf(data).slice(0, 20)).toBe("10100000001110000011");
});

test("an odd point goes to the inner circle, and without noise all lie on the circles", () => {
  const data = circles({ size: 5, noise: 0, factor: 0.5, seed: 1 });
  expect(labelsOf(data)).toBe("10101");
  const radii = [0, 1, 2, 3, 4].map((i) => Math.hypot(...pointOf(data, i)));
  radii.forEach((radius, i) => {
    expect(radius).toBeCloseTo([0.5, 1, 0.5, 1, 0.5][i], 15);
  });
});

test("the exercise's net with He weights begins at its printed cost, 0.8830537463419761", () => {
  const { x, y } = circles();
  const cost = binaryCrossEntropy(mlp([2, 10, 5, 1], { seed: 3 }).forward(x), y).item();
  expect(cost).toBeCloseTo(0.8830537463419761, 13);
});

test("an inner circle that is no smaller is refused", () => {
  expect(() => circles({ factor: 1 })).toThrow(
    /circles: an inner circle of radius 1[\s\S]*help: factor: 0.8/,
  );
});

test("no points, half a point and negative noise are refused", () => {
  expect(() => circles({ size: 0 })).toThrow(/no such number of points as 0/);
  expect(() => circles({ size: 2.5 })).toThrow(/no such number of points as 2.5/);
  expect(() => circles({ noise: -1 })).toThrow(/standard deviation -1/);
});
