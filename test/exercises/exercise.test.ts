import { describe, expect, test } from "vitest";
import { check } from "../../src/exercises/check.js";
import {
  checkDropoutBackward,
  checkDropoutForward,
  dropoutBackward,
  dropoutForward,
} from "../../src/exercises/dropout.js";
import { unsolved } from "../../src/exercises/exercise.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

describe.each([
  ["forward", dropoutForward, checkDropoutForward],
  ["backward", dropoutBackward, checkDropoutBackward],
] as const)("the exercise on dropout %s", (_name, exercise, checkAttempt) => {
  test("accepts its solution", () => {
    expect(String(checkAttempt(exercise.solution))).toContain("✓ passed");
  });

  test.each(exercise.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkAttempt(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet", () => {
    expect(checkAttempt(() => unsolved()).status).toBe("unsolved");
  });

  test("names a wrong type", () => {
    expect(checkAttempt(() => undefined).message).toBe(
      "expected a Tensor, received undefined: is there a return?",
    );
    expect(checkAttempt(() => 3).message).toBe("expected a Tensor, received number 3");
  });

  test("names a wrong shape", () => {
    expect(checkAttempt((a: Tensor) => a.sum(0)).message).toBe("expected shape (4, 3), received (3)");
  });

  test("names the first wrong value", () => {
    expect(checkAttempt((a: Tensor) => a.mul(7)).message).toMatch(/at \(0, 0\) expected .*, received /);
  });

  test("shows what an attempt throws", () => {
    const attempt = (): never => {
      throw new TypeError("oh");
    };
    expect(checkAttempt(attempt).message).toBe("your code threw TypeError: oh");
  });
});

describe("check", () => {
  test("passes within the tolerance and says the difference", () => {
    const result = check("a = b", tensor([1, 2]), tensor([1, 2 + 1e-13]), 1e-12);
    expect(String(result)).toMatch(
      /^✓ passed: a = b\n {2}largest difference 1\.0e-13, at most 1e-12 allowed$/,
    );
  });

  test("fails outside of it", () => {
    expect(check("a = b", 1, 1.1).status).toBe("failed");
    expect(check("a = b", Number.NaN, 1).status).toBe("failed");
  });

  test("shows itself in a notebook as HTML and as text", () => {
    const result = check("a < b", 1, 1) as unknown as Record<symbol, () => Record<string, string>>;
    const bundle = result[Symbol.for("Jupyter.display")]();
    expect(bundle["text/html"]).toContain("a &lt; b");
    expect(bundle["text/plain"]).toContain("✓ passed: a < b");
  });
});
