import { dispatch } from "../../tensor/dispatch.js";
import { expand } from "../../tensor/elementwise.js";
import { concat, permute, reshape, slice, unslice } from "../../tensor/views.js";
import type { Ops } from "./op.js";

/** The same numbers, seen or laid out otherwise. */
export const viewOps: Ops<"reshape" | "permute" | "broadcastTo" | "slice" | "unslice" | "concat"> = {
  /** dx has x's shape again */
  reshape: {
    forward: ([x], { shape }) => reshape(x, shape),
    vjp: ({ dy, inputs: [x] }) => [dy.reshape(...x.shape)],
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
    vjp: ({ dy, inputs: [x], attributes }) => [dispatch("unslice", [dy], { ...attributes, shape: x.shape })],
  },
  /** dx = the slice of dy */
  unslice: {
    forward: ([x], { shape, ...range }) => unslice(x, range, shape),
    vjp: ({ dy, attributes: { start, end, axis, step } }) => [dy.slice(start, end, axis, step)],
  },
  /** dxᵢ = dy's part at xᵢ's place */
  concat: {
    forward: (parts, { axis }) => concat(parts, axis),
    vjp: ({ dy, inputs, attributes: { axis } }) => {
      let start = 0;
      return inputs.map((part) => {
        const begin = start;
        start += part.shape[axis];
        return dy.slice(begin, start, axis);
      });
    },
  },
};
