import { describe, expect, test } from "vitest";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  checkMendedBackward,
  checkRelativeDifference,
  checkTwoSidedDifference,
  relativeDifferenceExercise,
  twoSidedDifference,
} from "../../src/exercises/gradient-checking.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

describe("the exercise on the two-sided difference", () => {
  test("accepts its solution, which is 3.0001 for θ³ at 1", () => {
    expect(checkTwoSidedDifference(twoSidedDifference.solution).status).toBe("passed");
    expect(twoSidedDifference.solution((theta) => theta ** 3, 1, 0.01)).toBeCloseTo(3.0001, 10);
  });

  test.each(twoSidedDifference.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkTwoSidedDifference(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, and names a wrong type", () => {
    expect(checkTwoSidedDifference(() => unsolved()).status).toBe("unsolved");
    expect(checkTwoSidedDifference(() => undefined).message).toMatch(
      /^expected a number, received undefined/,
    );
  });
});

describe("the exercise on the relative difference", () => {
  test("accepts its solution", () => {
    expect(checkRelativeDifference(relativeDifferenceExercise.solution).status).toBe("passed");
  });

  test.each(relativeDifferenceExercise.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkRelativeDifference(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, and names a wrong type", () => {
    expect(checkRelativeDifference(() => unsolved()).status).toBe("unsolved");
    expect(checkRelativeDifference((g: Tensor) => g).message).toBe("expected a number, received a Tensor");
  });
});

describe("the exercise on bugs", () => {
  const rng = new RandomState(6);
  const [x, y] = [randn([8, 2], rng), randn([8, 1], rng)];
  const parameters = { W: randn([1, 2], rng), b: randn([1], rng) };
  type P = typeof parameters;
  // A linear layer, squared error, and a penalty of 0.3 Σ W².
  const cost = ({ W, b }: P): Tensor =>
    x.matmul(W.T).add(b).sub(y).square().mean().add(W.square().sum().mul(0.3));
  const dz = ({ W, b }: P): Tensor =>
    x
      .matmul(W.T)
      .add(b)
      .sub(y)
      .mul(2 / 8);
  const right = (p: P): P => ({ W: dz(p).T.matmul(x).add(p.W.mul(0.6)), b: dz(p).sum(0) });
  const tried = (backward: (p: P) => unknown): { status: string; message: string } =>
    checkMendedBackward(backward, { cost, parameters });

  test("passes where all parameters are right", () => {
    expect(tried(right).status).toBe("passed");
    expect(tried(right).message).toMatch(/^relative difference \d\.\de-1\d in all parameters together$/);
  });

  test("says that it is not solved yet, and lets other errors through", () => {
    expect(tried(() => unsolved()).status).toBe("unsolved");
    const attempt = (): never => {
      throw new RangeError("oh");
    };
    expect(() => tried(attempt)).toThrow(RangeError);
  });

  test.each([undefined, 3, {}])("wants a gradient for each parameter, not %j", (gradients) => {
    expect(tried(() => gradients).message).toBe("expected a gradient for each of W, b");
  });

  test("names a gradient of another shape", () => {
    expect(tried((p) => ({ ...right(p), W: right(p).W.T })).message).toMatch(/W has shape \(1, 2\)/);
  });

  test("recognizes a forgotten 1/m by its factor", () => {
    const attempt = (p: P): P => ({ ...right(p), W: right(p).W.mul(8) });
    expect(tried(attempt).message).toBe("W is 8 times what it should be: a factor too much, or too little");
  });

  test("recognizes a mean in the place of a sum by its share", () => {
    const attempt = (p: P): P => ({ ...right(p), W: right(p).W.div(8) });
    expect(tried(attempt).message).toBe("W is 1/8 of what it should be: a factor too much, or too little");
  });

  test("recognizes a penalty that is forgotten, or half of it", () => {
    const penaltyTimes =
      (share: number) =>
      (p: P): P => ({
        ...right(p),
        W: dz(p)
          .T.matmul(x)
          .add(p.W.mul(0.6 * share)),
      });
    expect(tried(penaltyTimes(0)).message).toBe(
      "W lacks 0.6 times the parameter itself: look at the penalty",
    );
    expect(tried(penaltyTimes(0.5)).message).toMatch(/^W lacks 0\.3 times/);
  });

  test("says of other mistakes where to look, one line for each parameter", () => {
    const bent = (p: P): P => {
      const d = dz(p).mul(dz(p).greater(0));
      return { W: d.T.matmul(x), b: d.sum(0) };
    };
    const lines = tried(bent).message.split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^W is wrong, relative difference .*: look at what is passed back to its layer$/,
    );
  });
});
