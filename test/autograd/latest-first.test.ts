import { expect, test } from "vitest";
import { LatestFirst } from "../../src/autograd/latest-first.js";
import { RandomState, type Tensor, tensor } from "../../src/index.js";

test("what is added in any order, and taken out in between, comes out the latest first", () => {
  const w = tensor(1, { requiresGrad: true });
  for (const count of [0, 1, 2, 3, 4, 7, 8, 100]) {
    const made = Array.from({ length: count }, () => w.mul(1));
    const latestFirst = new LatestFirst();
    const waiting: Tensor[] = [];
    const takesTheLatest = (): void => {
      waiting.sort((a, b) => made.indexOf(a) - made.indexOf(b));
      expect(latestFirst.rest.length).toBe(waiting.length);
      expect(latestFirst.take()).toBe(waiting.pop());
    };
    const rng = new RandomState(count);
    for (const i of rng.permutation(count)) {
      latestFirst.add(made[i]);
      waiting.push(made[i]);
      if (rng.rand() < 0.4) takesTheLatest();
    }
    for (let i = 0; i <= count; i++) takesTheLatest();
  }
});
