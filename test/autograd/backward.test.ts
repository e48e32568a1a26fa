import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { beginStep, endStep } from "../../src/backend/memory.js";
import { concat, GradientError, noGrad, ones, ShapeError, type Tensor, tensor } from "../../src/index.js";

const leaf = (values: number | number[]): Tensor => tensor(values, { requiresGrad: true });

describe("backward", () => {
  test("fills the gradient of every leaf that asks for one, and of no other", () => {
    const [w, x] = [leaf([1, 2]), tensor([3, 4])];
    const z = w.mul(x);
    z.sum().backward();
    expect(w.grad).toBeAllclose([3, 4]);
    expect(x.grad).toBeNull();
    expect(z.grad).toBeNull();
  });
  test("adds up what comes from several places, and from several calls", () => {
    const w = leaf(3);
    w.mul(w).add(w).backward();
    expect(w.grad?.item()).toBe(7);
    w.mul(10).backward();
    expect(w.grad?.item()).toBe(17);
  });
  test("goes through one graph twice", () => {
    const w = leaf(2);
    const y = w.square();
    y.backward();
    y.backward();
    expect(w.grad?.item()).toBe(8);
  });
  test("begins with the gradient that it is given, and leaves that as it is", () => {
    const [w, dy] = [leaf([1, 2]), tensor([10, 20])];
    w.reshape(2).backward(dy);
    expect(w.grad).toBeAllclose([10, 20]);
    w.grad?.data.fill(0);
    expect(dy).toBeAllclose([10, 20]);
  });
  test("sums a gradient back to the shape of what was repeated", () => {
    const [column, row, number] = [tensor([[1], [2]], { requiresGrad: true }), leaf([1, 2, 3]), leaf(5)];
    column.mul(row).add(number).sum().backward();
    expect(column.grad).toBeAllclose([[6], [6]]);
    expect(row.grad).toBeAllclose([3, 3, 3]);
    expect(number.grad?.item()).toBe(6);
  });
  test("never gives two leaves the same numbers, which one of them might clip", () => {
    const [a, b] = [leaf([1, 2]), leaf([3, 4])];
    a.add(b).sum().backward();
    a.grad?.data.fill(0);
    expect(b.grad).toBeAllclose([1, 1]);
  });
  test("leaves row-major gradients on leaves, where a view would do for the walk", () => {
    const w = leaf([1, 2, 3]);
    w.sum().backward();
    expect(w.grad?.viewStrides).toBeNull();
  });
  test("a graph of 100,000 operations does not overflow the stack", () => {
    const w = leaf(1);
    let y: Tensor = w;
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    expect(w.grad?.item()).toBe(1);
  });
  test("a diamond of many paths is walked once for each operation", () => {
    let y: Tensor = leaf(1);
    const w = y;
    for (let i = 0; i < 60; i++) y = y.add(y);
    y.backward();
    expect(w.grad?.item()).toBe(2 ** 60);
  });
  test("a parameter that was used by nothing keeps its null", () => {
    const [used, unused] = [leaf(1), leaf(2)];
    used.mul(3).backward();
    expect(unused.grad).toBeNull();
  });
});

describe("a gradient of a training step", () => {
  /** One step; whatever it throws, it is closed. */
  const step = <T>(work: () => T): T => {
    beginStep();
    try {
      return work();
    } finally {
      endStep();
    }
  };

  test("is there as long as nobody takes it away, and the next one is added", () => {
    const w = leaf([1, 2]);
    step(() => w.square().sum().backward());
    step(() => w.mul(7).sum().exp());
    expect(w.grad).toBeAllclose([2, 4]);
    step(() => w.square().sum().backward());
    w.square().sum().backward();
    step(() => w.mul(7).sum().exp());
    expect(w.grad).toBeAllclose([6, 12]);
  });
  test("adds up within the step, also when it was taken away in between", () => {
    const w = leaf([1, 2]);
    step(() => {
      w.mul(3).sum().backward();
      w.grad = null;
      w.mul(4).sum().backward();
      w.mul(5).sum().backward();
    });
    step(() => w.mul(7).sum().exp());
    expect(w.grad).toBeAllclose([9, 9]);
  });
  test("that was taken away stays away", () => {
    const w = leaf([1]);
    step(() => w.mul(3).sum().backward());
    w.grad = null;
    step(() => w.mul(3).sum());
    expect(w.grad).toBeNull();
  });
  test("is there after a step that broke off, too", () => {
    const w = leaf([1]);
    const breakOff = (): void =>
      step(() => {
        w.mul(3).sum().backward();
        throw new Error("broken off");
      });
    expect(breakOff).toThrow("broken off");
    step(() => w.mul(7).exp());
    expect(w.grad?.item()).toBe(3);
  });
  test("that a result kept is there, too, though the result itself is not", () => {
    const w = leaf([1, 2]);
    const z = step(() => {
      const product = w.mul(3).retainGrad();
      product.square().sum().backward();
      return product;
    });
    step(() => w.mul(7).exp());
    expect(z.grad).toBeAllclose([6, 12]);
    expect(() => z.data).toThrow("made in a training step that is over");
  });
});

describe("a wide graph", () => {
  const width = 3000;
  test("is walked from the latest operation to the first, whatever the order in which they meet", () => {
    const w = leaf(1);
    const order: number[] = [];
    // Results are joined in another order than they were made in.
    const made = Array.from({ length: width }, (_, i) => w.mul(i));
    for (const [i, x] of made.entries()) x.onGradient(() => void order.push(i));
    const shuffled = made.map((_, i) => made[(i * 1013) % width].reshape(1));
    concat(shuffled).square().sum().backward();
    expect(order).toEqual(Array.from({ length: width }, (_, i) => width - 1 - i));
    expect(w.grad?.item()).toBe(made.reduce((sum, _, i) => sum + 2 * i * i, 0));
  });
  test("whose operations use each other's results gives each its whole gradient", () => {
    const w = leaf([1]);
    const chain: Tensor[] = [w];
    for (let i = 0; i < 200; i++) chain.push(chain[i].add(chain[i >> 1]).mul(0.7));
    concat(chain).sum().backward();
    // The same recurrence, by hand: every result is as linear in w as its sum is.
    const sizes = [1];
    for (let i = 0; i < 200; i++) sizes.push((sizes[i] + sizes[i >> 1]) * 0.7);
    expect(w.grad?.item()).toBeCloseTo(
      sizes.reduce((sum, size) => sum + size, 0),
      6,
    );
  });
});

describe("no graph", () => {
  test("is kept in noGrad, nor after an error in it", () => {
    const w = leaf(2);
    expect(noGrad(() => w.mul(2)).requiresGrad).toBe(false);
    expect(() =>
      noGrad(() => {
        throw new Error("inside");
      }),
    ).toThrow("inside");
    expect(w.mul(2).requiresGrad).toBe(true);
  });
  test("is kept behind detach", () => {
    const w = leaf(2);
    w.mul(w.detach()).backward();
    expect(w.grad?.item()).toBe(2);
  });
  test("is kept of what nobody asks the gradient of", () => {
    expect(tensor(1).add(tensor(2)).origin).toBeNull();
  });
});

describe("retainGrad and onGradient", () => {
  test("a result that is asked to keeps its gradient", () => {
    const w = leaf([1, 2]);
    const z = w.mul(3).retainGrad();
    z.square().sum().backward();
    expect(z.grad).toBeAllclose([6, 12]);
    expect(w.grad).toBeAllclose([18, 36]);
  });
  test("a hook sees the whole gradient once, whatever number of paths it came by", () => {
    const w = leaf(2);
    const seen: number[] = [];
    const z = w.mul(1);
    z.onGradient((dz) => void seen.push(dz.item()));
    z.add(z).mul(z).backward();
    expect(seen).toEqual([8]);
  });
  test("what a hook returns takes the gradient's place", () => {
    const w = leaf([3, 4]);
    w.onGradient((dw) => dw.mul(10));
    w.sum().backward();
    expect(w.grad).toBeAllclose([10, 10]);
  });
  test("a hook that was taken away is not called", () => {
    const w = leaf(1);
    let calls = 0;
    const remove = w.onGradient(() => void calls++);
    w.mul(2).backward();
    remove();
    w.mul(2).backward();
    expect(calls).toBe(1);
  });
  test("a hook that was given twice is called twice, and taken away once at a time", () => {
    const w = leaf(1);
    let calls = 0;
    const hook = (): undefined => void calls++;
    const [removeFirst, removeSecond] = [w.onGradient(hook), w.onGradient(hook)];
    const callsOfOneWalk = (): number => {
      calls = 0;
      w.mul(2).backward();
      return calls;
    };
    expect(callsOfOneWalk()).toBe(2);
    removeFirst();
    removeFirst();
    expect(callsOfOneWalk()).toBe(1);
    removeSecond();
    expect(callsOfOneWalk()).toBe(0);
  });
  test("a hook's gradient of another shape is named", () => {
    const w = leaf([1, 2]);
    w.onGradient(() => tensor(1));
    expect(() => w.sum().backward()).toThrow(ShapeError);
    expect(() => w.sum().backward()).toThrow(
      "onGradient: the hook gives a gradient of shape () for a tensor of shape (2)\n" +
        "  help: return one of the tensor's shape, or nothing",
    );
  });
  test("after an error on the way, the next walk begins afresh", () => {
    const w = leaf([1, 2]);
    const z = w.mul(2);
    const remove = z.onGradient(() => {
      throw new Error("hook");
    });
    expect(() => z.sum().backward()).toThrow("hook");
    remove();
    z.sum().backward();
    expect(w.grad).toBeAllclose([2, 2]);
    expect(w.mul(1).requiresGrad).toBe(true);
  });
});

describe("errors say what to do", () => {
  test("nothing asks for a gradient", () => {
    const call = (): void => tensor(1).add(1).backward();
    expect(call).toThrow(GradientError);
    expect(call).toThrow(
      "backward: nothing that led to this tensor asks for a gradient\n" +
        "  help: make the leaf with { requiresGrad: true }, and compute outside of noGrad",
    );
  });
  test("the tensor is no single number", () => {
    expect(() => leaf([1, 2]).mul(2).backward()).toThrow(
      "backward: from a tensor of shape (2), not a single number\n" +
        "  help: reduce it first (.sum() or .mean()), or pass its gradient: backward(dy)",
    );
  });
  test("the given gradient has another shape", () => {
    expect(() =>
      leaf([1, 2])
        .mul(2)
        .backward(ones([3])),
    ).toThrow("backward: the gradient has shape (3), the tensor (2)\n  help: both have the same shape");
  });
});
