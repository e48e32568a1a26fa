import type { OpName } from "../../tensor/dispatch.js";
import { activationOps } from "./activations.js";
import { binaryOps, comparisonOps } from "./binary.js";
import { layerOps } from "./layers.js";
import { lossOps } from "./losses.js";
import type { Ops } from "./op.js";
import { productOps } from "./products.js";
import { reductionOps } from "./reductions.js";
import { softmaxOps } from "./softmax.js";
import { unaryOps } from "./unary.js";
import { viewOps } from "./views.js";

/** The op table: every operation's forward computation and its derivative. */
export const ops: Ops<OpName> = {
  ...binaryOps,
  ...comparisonOps,
  ...unaryOps,
  ...activationOps,
  ...softmaxOps,
  ...reductionOps,
  ...productOps,
  ...viewOps,
  ...lossOps,
  ...layerOps,
};
