import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { detectAnomaly, tensor, ValueError } from "../../src/index.js";

describe("detectAnomaly", () => {
  beforeEach(() => detectAnomaly(true));
  afterEach(() => detectAnomaly(false));

  test("names the operation that made the first Infinity or NaN on the way forward", () => {
    const call = (): unknown => tensor([1, 0]).add(0).log().mul(2).exp();
    expect(call).toThrow(ValueError);
    expect(call).toThrow(
      "log: finite numbers (2) became -Infinity\n" +
        "  help: look at this operation's inputs: a logarithm of 0, a division by 0, or numbers grown too large",
    );
    expect(() => tensor(-1).named("z").sqrt()).toThrow("sqrt: finite numbers z became NaN");
  });
  test("names the operation whose derivative made it on the way back", () => {
    const x = tensor([4, 0], { requiresGrad: true });
    const y = x.sqrt().sum();
    expect(() => y.backward()).toThrow(
      "sqrt: in the backward walk, a finite gradient became Infinity for argument 0\n" +
        "  help: the slope is infinite there (√x and ln x at 0, say); keep the argument away from that point",
    );
  });
  test("does not blame an operation for what it was given", () => {
    expect(tensor([Number.NaN]).mul(2).add(1).item()).toBeNaN();
  });
  test("lets finite numbers pass, forward and backward", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.log().square().sum().backward();
    expect(x.grad?.at(0)).toBe(0);
  });
});

test("without detectAnomaly, Infinity and NaN pass as in IEEE arithmetic", () => {
  expect(tensor(0).log().item()).toBe(Number.NEGATIVE_INFINITY);
});
