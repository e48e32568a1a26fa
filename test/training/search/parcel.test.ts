import { expect, test } from "vitest";
import { Dataset } from "../../../src/data/dataset.js";
import { mlp } from "../../../src/nn/mlp.js";
import { tensor } from "../../../src/tensor/create.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import { pack, unpack } from "../../../src/training/search/parcel.js";

/** What a thread gets: a structured clone. */
const sent = (value: unknown): unknown => unpack(structuredClone(pack(value)));

test("tensors and data sets arrive as such, in whatever holds them", () => {
  const x = tensor([[1, 2], [3, 4]], { dtype: "float32" }); // biome-ignore format: one line
  const data = new Dataset("train", x, tensor([[0], [1]]));
  const { sets, w } = sent({ sets: [data], w: x.T }) as { sets: Dataset[]; w: Tensor };
  expect(sets[0]).toBeInstanceOf(Dataset);
  expect(sets[0].name).toBe("train");
  expect(sets[0].x.matmul(w).toString()).toBe(x.matmul(x.T).toString());
  expect(w).toBeInstanceOf(Tensor);
  expect(w.dtype).toBe("float32");
  expect([...w.data]).toEqual([1, 3, 2, 4]);
});

test("only a tensor's own numbers are sent, not the memory that they lie in", () => {
  const weight = mlp([2, 1]).parameters()[0].value;
  const { values } = pack(weight) as { values: Float64Array };
  expect(values.buffer.byteLength).toBe(16);
});

test("plain data arrives as it is", () => {
  const plain = {
    n: 1,
    s: "x",
    b: true,
    none: null,
    missing: undefined,
    list: [1, [2]],
    raw: new Float64Array(2),
  };
  expect(sent(plain)).toEqual(plain);
  expect(sent(undefined)).toBeUndefined();
});

test("functions and models are refused, by the place where they stand", () => {
  expect(() => pack({ loss: () => 0 })).toThrow(/given\.loss is a function/);
  expect(() => pack({ models: [mlp([2, 1])] })).toThrow(/given\.models\[0\] is a Sequential[\s\S]*help/);
});
