import { operations } from "../../tensor/dispatch.js";
import { sliced } from "../../tensor/positions.js";
import { gather, scatter } from "../../tensor/selection.js";
import { copy, expand, joined, permute, reshape, slice } from "../../tensor/views.js";
import type { Ops } from "./op.js";

/** The same numbers, seen or laid out otherwise. */
export const viewOps: Ops<
  "clone" | "cast" | "reshape" | "permute" | "broadcastTo" | "slice" | "gather" | "scatter" | "concat"
> = {
  /** A copy;  dx = dy */
  clone: {
    forward: ([x]) => copy(x),
    vjp: ({ dy }) => [dy],
  },
  /** Another precision;  dx = dy in the first one */
  cast: {
    forward: ([x], { dtype }) => copy(x, dtype),
    vjp: ({ dy, inputs: [x] }) => [dy.to(x.dtype)],
  },
  /** dx has x's shape again */
  reshape: {
    forward: ([x], { shape }) => reshape(x, shape),
    vjp: ({ dy, inputs: [x] }) => [operations.reshape([dy], { shape: x.shape })],
  },
  /** dx has the axes back in their order */
  permute: {
    forward: ([x], { order }) => permute(x, order),
    vjp: ({ dy, attributes: { order } }) => [dy.transpose(...order.map((_, axis) => order.indexOf(axis)))],
  },
  /** dx = dy, summed where x was repeated: the backward walk does that for every operation */
  broadcastTo: {
    forward: ([x], { shape }) => expand(x, shape),
    vjp: ({ dy }) => [dy],
  },
  /** dx = dy in the slice's place, 0 elsewhere */
  slice: {
    forward: ([x], range) => slice(x, range),
    vjp: ({ dy, inputs: [x], attributes: range }) => [operations.scatter([dy], sliced(range, x.shape))],
  },
  /** dx = dy put back where x was taken from; what was taken twice adds up */
  gather: {
    forward: ([x], selection) => gather(x, selection),
    vjp: ({ dy, inputs: [x], attributes }) => [operations.scatter([dy], { ...attributes, shape: x.shape })],
  },
  /** dx = dy from where x was put */
  scatter: {
    forward: ([x], selection) => scatter(x, selection),
    vjp: ({ dy, inputs: [x], attributes }) => [operations.gather([dy], { ...attributes, shape: x.shape })],
  },
  /** dxᵢ = dy's part at xᵢ's place */
  concat: {
    forward: (parts, { axis }) => joined(parts, axis),
    vjp: ({ dy, inputs, attributes: { axis } }) =>
      dy.split(
        inputs.map((part) => part.shape[axis]),
        axis,
      ),
  },
};
