import { type Attributes, installOperations, type OpName } from "../tensor/dispatch.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkForward, isDetectingAnomaly } from "./anomaly.js";
import { backward } from "./backward.js";
import type { Op } from "./ops/op.js";
import { ops } from "./ops/table.js";
import { isRecording } from "./recording.js";

let recorded = 0;

/** Computes an operation; where an input asks for a gradient, its output remembers how it was made. */
export function run<N extends OpName>(name: N, inputs: readonly Tensor[], attributes: Attributes[N]): Tensor {
  const op: Op<Attributes[N]> = ops[name];
  const y = op.forward(inputs, attributes);
  if (isDetectingAnomaly()) checkForward(name, inputs, y);
  if (isRecording() && asksForGradient(inputs)) {
    y.requiresGrad = true;
    y.origin = { name, inputs, attributes, number: ++recorded };
  }
  return y;
}

function asksForGradient(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (inputs[i].requiresGrad) return true;
  return false;
}

installOperations({ dispatch: run, runBackward: backward });
