import type { OpName } from "../../tensor/dispatch.js";
import { activationOps } from "./activations.js";
import { binaryOps, comparisonOps, unaryOps } from "./elementwise.js";
import { lossOps } from "./losses.js";
import type { Ops } from "./op.js";
import { productOps } from "./products.js";
import { reductionOps } from "./reductions.js";
import { viewOps } from "./views.js";

/** The op table: every operation's forward computation and its derivative. */
export const ops: Ops<OpName> = {
  ...binaryOps,
  ...comparisonOps,
  ...unaryOps,
  ...activationOps,
  ...reductionOps,
  ...productOps,
  ...viewOps,
  ...lossOps,
};
