import { Linear } from "../nn/layers/linear.js";
import { Maxout } from "../nn/layers/maxout.js";
import type { Module } from "../nn/module.js";
import { layerOutputs } from "../nn/probe.js";
import { Sequential, titleOf } from "../nn/sequential.js";
import { zeros } from "../tensor/create.js";
import type { Shape } from "../tensor/shape.js";
import { count, inWords } from "./numbers.js";
import { type Row, Table } from "./table.js";

/**
 * The layers of a model, with the shape of what each gives out and how many parameters it learns.
 *
 * @param inputShape  the shape of one sample, [2] or [1, 28, 28]; left out, it is read off the first layer where that
 *                    says it
 * @throws ShapeError when such a sample does not fit the model
 * @example modelSummary(mlp([2, 20, 3, 1]))
 */
export function modelSummary(model: Module, inputShape?: Shape): Table {
  const sequence = model instanceof Sequential ? model : new Sequential(model);
  const shapes = outputShapes(sequence, inputShape ?? shapeTaken(sequence.layers[0]));
  const counts = sequence.layers.map(parameterCount);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const rows = sequence.layers.map(
    (layer, i): Row => ({
      title: `${i + 1}. ${titleOf(layer)}`,
      cells: [...(shapes ? [shapes[i]] : []), inWords(counts[i])],
    }),
  );
  return new Table({
    caption: `${count(sequence.layers.length, "layer")}, ${count(total, "parameter")}`,
    corner: "layer",
    columns: [...(shapes ? [{ title: "output" }] : []), { title: "parameters" }],
    rows: [...rows, { title: "total", cells: [...(shapes ? [""] : []), inWords(total)] }],
  });
}

/** Each layer's output, as (m, 20), found by sending zeros through. */
function outputShapes(model: Sequential, sample: Shape | null): string[] | null {
  if (sample === null) return null;
  const dtype = model.parameters()[0]?.value.dtype;
  // Two samples, because batch normalization in training needs a second one.
  return layerOutputs(model, zeros([2, ...sample], { dtype })).map(
    ({ shape }) => `(${["m", ...shape.slice(1)].join(", ")})`,
  );
}

/** The shape of a sample that a layer takes, where only one is possible. */
function shapeTaken(layer: Module | undefined): Shape | null {
  if (layer instanceof Linear) return [layer.weight.shape[1]];
  if (layer instanceof Maxout) return [layer.lines.weight.shape[1]];
  return null;
}

function parameterCount(layer: Module): number {
  return layer.parameters().reduce((sum, { value }) => sum + value.size, 0);
}
