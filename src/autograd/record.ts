import { type Attributes, installOperations, type OpName } from "../tensor/dispatch.js";
import { ValueError } from "../tensor/errors.js";
import { formatShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { backward } from "./backward.js";
import type { Op } from "./ops/op.js";
import { ops } from "./ops/table.js";
import { isRecording } from "./recording.js";

let anomalyDetection = false;

/**
 * Whether every operation is watched for NaN and Infinity, and the first that makes one from finite numbers
 * throws, by name. Slow; for hunting only.
 */
export function detectAnomaly(on: boolean): void {
  anomalyDetection = on;
}

/** Computes an operation; where an input asks for a gradient, its output remembers how it was made. */
export function run<N extends OpName>(name: N, inputs: readonly Tensor[], attributes: Attributes[N]): Tensor {
  const op: Op<Attributes[N]> = ops[name];
  const y = op.forward(inputs, attributes);
  if (anomalyDetection) checkFinite(name, inputs, y);
  if (isRecording() && inputs.some(asksForGradient)) {
    y.requiresGrad = true;
    y.origin = {
      name,
      inputs,
      pullBack: (dy, output) =>
        op.vjp({ dy, y: output, inputs, attributes, needs: inputs.map(asksForGradient) }),
    };
  }
  return y;
}

function asksForGradient(x: Tensor): boolean {
  return x.requiresGrad;
}

function checkFinite(name: OpName, inputs: readonly Tensor[], y: Tensor): void {
  if (y.data.every(Number.isFinite) || !inputs.every((x) => x.data.every(Number.isFinite))) return;
  const shapes = inputs.map((x) => formatShape(x.shape)).join(" and ");
  const found = y.data.find((value) => !Number.isFinite(value));
  throw new ValueError(`${name}: finite numbers ${shapes} became ${found}`, {
    expected: "finite numbers",
    received: found,
    help: "look at this operation's inputs: a logarithm of 0, a division by 0, or numbers grown too large",
  });
}

installOperations({ dispatch: run, runBackward: backward });
