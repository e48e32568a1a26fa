import { inspect } from "node:util";
import { expect, test } from "vitest";
import { GradbookError, ShapeError } from "../../src/index.js";

const made = (): ShapeError =>
  new ShapeError("matmul: (2, 3) × (4, 5) do not fit", { expected: 3, received: 4, help: "transpose one" });

test("an error says what was wrong and what to do, and carries what was expected and received", () => {
  const error = made();
  expect(error).toBeInstanceOf(GradbookError);
  expect([error.name, error.expected, error.received]).toEqual(["ShapeError", 3, 4]);
  expect(error.message).toBe("matmul: (2, 3) × (4, 5) do not fit\n  help: transpose one");
});

test("places are added between the two, the innermost first, in the message and in the stack", () => {
  const error = made().within("layer 2 (Linear 784 → 512)").within("the first model");
  const message =
    "matmul: (2, 3) × (4, 5) do not fit\n  in layer 2 (Linear 784 → 512)\n  in the first model\n  help: transpose one";
  expect(error.message).toBe(message);
  expect(error.stack?.startsWith(`ShapeError: ${message}\n    at `)).toBe(true);
});

test("a printed error does not say twice what its message says", () => {
  expect(inspect(made())).not.toContain("expected");
});
