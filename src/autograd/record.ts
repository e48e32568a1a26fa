import { type Attributes, installOperations, type OpName } from "../tensor/dispatch.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkForward, isDetectingAnomaly } from "./anomaly.js";
import { backward } from "./backward.js";
import type { Op } from "./ops/op.js";
import { ops } from "./ops/table.js";
import { isRecording } from "./recording.js";

let recorded = 0;

/** Runs one operation. */
type Runner<A> = (inputs: readonly Tensor[], attributes: A) => Tensor;
type Runners = { readonly [N in OpName]: Runner<Attributes[N]> };

/** Computes by the op table; where an input asks for a gradient, the output remembers how it was made. */
function runner<N extends OpName>(name: N): Runner<Attributes[N]> {
  const op: Op<Attributes[N]> = ops[name];
  return (inputs, attributes) => {
    const y = op.forward(inputs, attributes);
    if (isDetectingAnomaly()) checkForward(name, inputs, y);
    if (isRecording() && asksForGradient(inputs)) {
      y.requiresGrad = true;
      y.origin = { name, inputs, attributes, vjp: op.vjp, number: ++recorded };
    }
    return y;
  };
}

function asksForGradient(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (inputs[i].requiresGrad) return true;
  return false;
}

// Made once for each name: to look the name up at every call took a tenth of a small training step.
const names = Object.keys(ops) as OpName[];
const runners = { ...Object.fromEntries(names.map((name) => [name, runner(name)])) } as Runners;

installOperations({
  operations: runners,
  dispatch: (name, inputs, attributes) => runners[name](inputs, attributes),
  runBackward: backward,
});
