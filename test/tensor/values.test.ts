import { afterEach, describe, expect, test } from "vitest";
import { beginStep, endStep } from "../../src/backend/memory.js";
import { arange, oneHot, ShapeError, Tensor, tensor, ValueError, zeros } from "../../src/index.js";

const x = arange(6).reshape(2, 3);

describe("reading", () => {
  test("shape, rank, size, dtype and strides", () => {
    expect([x.shape, x.rank, x.size, x.dtype, x.strides]).toEqual([[2, 3], 2, 6, "float64", [3, 1]]);
    expect(x.T.strides).toEqual([1, 3]);
    expect([tensor(5).shape, tensor(5).size]).toEqual([[], 1]);
  });
  test("at counts negative indices from the end, in views too", () => {
    expect([x.at(1, 2), x.at(-1, -1), x.at(0, -3), x.T.at(2, 1)]).toEqual([5, 5, 0, 5]);
  });
  test("data is the storage of a row-major tensor, and a copy of a view", () => {
    expect(x.data).toBe(x.storage);
    expect([...x.T.data]).toEqual([0, 3, 1, 4, 2, 5]);
    x.T.data[0] = 99;
    expect(x.at(0, 0)).toBe(0);
  });
  test("toArray nests as the axes do", () => {
    expect(x.T.toArray()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(tensor(7).toArray()).toBe(7);
    expect(tensor([], { shape: [2, 0] }).toArray()).toEqual([[], []]);
  });
  test("a slice shares its numbers with the whole", () => {
    const whole = arange(4);
    whole.slice(1, 3).storage[0] = 9;
    expect(whole.at(1)).toBe(9);
  });
});

describe("errors say what to do:", () => {
  test("item of many numbers", () => {
    expect(() => x.item()).toThrow(ShapeError);
    expect(() => x.item()).toThrow(
      "item: a tensor of shape (2, 3) is not a single number\n  help: reduce it first: .sum().item() or .mean().item()",
    );
  });
  test("at with too few indices, or beyond the end", () => {
    expect(() => x.at(1)).toThrow(
      "at: 1 indices for a tensor of shape (2, 3)\n  help: give 2, one for each axis",
    );
    expect(() => x.at(0, 3)).toThrow(ValueError);
    expect(() => x.at(0, 3)).toThrow(
      "at: there is no element 3 on axis 1, which has 3\n  help: the first is 0, the last is −1",
    );
    expect(() => x.at(0.5, 0)).toThrow("at: there is no element 0.5 on axis 0");
  });
});

describe("numbers of a training step", () => {
  let open = 0;
  const begin = (): void => {
    open++;
    beginStep();
  };
  const end = (): void => {
    open--;
    endStep();
  };
  afterEach(() => {
    while (open > 0) end();
  });

  test("cannot be read, wrongly, once a later step has begun", () => {
    begin();
    const old = tensor([1, 2, 3]).mul(2);
    end();
    begin();
    tensor([4, 5, 6]).mul(2);
    expect(() => old.data).toThrow(ValueError);
    expect(() => old.add(1)).toThrow(
      "this tensor of shape (3) was made in a training step that is over, and its memory is in use again\n" +
        "  help: keep what you want to look at later, inside the step: z.keep()",
    );
  });
  test("stay for ever when they are kept in time, also those of a view", () => {
    begin();
    const made = arange(6).reshape(2, 3).mul(2);
    const [kept, view] = [made.keep(), made.T.keep()];
    end();
    begin();
    arange(6).reshape(2, 3).mul(-1);
    end();
    expect([...kept.data]).toEqual([0, 2, 4, 6, 8, 10]);
    expect(view.toArray()).toEqual([
      [0, 6],
      [2, 8],
      [4, 10],
    ]);
  });
  test("stay for ever where they were given and not computed", () => {
    begin();
    const made = [tensor([1, 2]), zeros([2]), arange(2), oneHot([0], 2)];
    end();
    begin();
    tensor([7, 7])
      .mul(7)
      .add(tensor([7, 7]));
    expect(made.map((t) => [...t.data])).toEqual([
      [1, 2],
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
  });
  test("stay as they were once somebody has read them by data, of views too", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    const read: number[][] = [];
    const held: ArrayLike<number>[] = [];
    for (let t = 1; t <= 3; t++) {
      begin();
      const z = x.mul(t);
      for (const values of [z.data, z.T.data, z.add(1).slice(1).data]) {
        held.push(values);
        read.push([...values]);
      }
      end();
    }
    expect(held.map((values) => Array.from(values))).toEqual(read);
    expect(read[6]).toEqual([3, 6, 9, 12]);
  });
  test("are the same array each time, and writing to it changes the tensor", () => {
    begin();
    const z = tensor([1, 2]).mul(3);
    const values = z.data;
    expect(z.data).toBe(values);
    values[0] = 10;
    expect([...z.add(1).data]).toEqual([11, 7]);
    end();
    begin();
    tensor([7, 7]).mul(7);
    expect(z.toArray()).toEqual([10, 6]);
  });
  test("are copied by toArray and item", () => {
    begin();
    const z = tensor([1, 2]).mul(3);
    const [all, one] = [z.toArray(), z.sum().item()];
    end();
    begin();
    tensor([7, 7]).mul(7).sum();
    expect([all, one]).toEqual([[3, 6], 9]);
  });
  test("say whether they are of a step, and gone", () => {
    const state = (t: Tensor): boolean[] => [t.isOfStep, t.isOutdated];
    const outside = arange(2);
    begin();
    const [z, saved] = [outside.add(1), outside.add(2)];
    expect([outside, z].map(state)).toEqual([
      [false, false],
      [true, false],
    ]);
    saved.outlastStep();
    end();
    begin();
    z.outlastStep();
    expect([z, saved].map(state)).toEqual([
      [true, true],
      [false, false],
    ]);
    expect([...saved.data]).toEqual([2, 3]);
  });
  test("of a tensor that was made outside are not touched by steps", () => {
    const outside = arange(3);
    begin();
    const sum = outside.add(1);
    expect([...sum.data]).toEqual([1, 2, 3]);
    end();
    expect([...outside.data]).toEqual([0, 1, 2]);
  });
});

test("a tensor is made of a typed array without a copy", () => {
  const numbers = Float32Array.of(1, 2);
  const y = new Tensor(numbers, [2]);
  expect([y.dtype, y.storage]).toEqual(["float32", numbers]);
});
