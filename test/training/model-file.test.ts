import { expect, test } from "vitest";
import { FileError } from "../../src/data/files/file-error.js";
import { mlp } from "../../src/nn/mlp.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn } from "../../src/tensor/create.js";
import { ShapeError, ValueError } from "../../src/tensor/errors.js";
import { loadModel, saveModel } from "../../src/training/model-file.js";
import { testFolder } from "../data/files/folder.js";

const file = testFolder();
const x = randn([6, 2], new RandomState(1));

test("a model comes back as it was, moving averages too", () => {
  const path = file("model.safetensors", "");
  const model = mlp([2, 5, 1], { seed: 1, batchNorm: true });
  model.forward(x);
  model.eval();
  saveModel(model, path);
  const back = loadModel(mlp([2, 5, 1], { seed: 2, batchNorm: true }), path).eval();
  expect(back.forward(x).toArray()).toEqual(model.forward(x).toArray());
});

test("a model in single precision takes the numbers of one in double", () => {
  const path = file("double.safetensors", "");
  const double = mlp([2, 5, 1], { seed: 1 });
  saveModel(double, path);
  const single = loadModel(mlp([2, 5, 1], { seed: 2, dtype: "float32" }), path).state()["0.weight"];
  expect(single.data).toEqual(Float32Array.from(double.state()["0.weight"].data));
});

test("says what does not fit, and in which file", () => {
  const path = file("small.safetensors", "");
  saveModel(mlp([2, 5, 1]), path);
  expect(() => loadModel(mlp([2, 5, 3, 1]), path)).toThrow(ValueError);
  expect(() => loadModel(mlp([2, 5, 3, 1]), path)).toThrow(
    "load: the state is of another model: it lacks 4.weight, 4.bias\n" +
      `  in ${path}\n  help: load it into a model with the same layers`,
  );
  expect(() => loadModel(mlp([2, 6, 1]), path)).toThrow(ShapeError);
  expect(() => loadModel(mlp([2, 6, 1]), path)).toThrow(
    "load: 0.weight is (5, 2) in the state and (6, 2) in the model",
  );
});

test("says when there is no such file", () => {
  expect(() => loadModel(mlp([2, 1]), "nowhere.safetensors")).toThrow(FileError);
});
