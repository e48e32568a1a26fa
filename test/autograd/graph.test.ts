import { expect, test } from "vitest";
import { concat, graphOf, ones, tensor } from "../../src/index.js";

test("a graph has every tensor with its value and gradient, inputs first, and an edge for each argument", () => {
  const [w, x, b] = [
    tensor(2, { requiresGrad: true }).named("w"),
    tensor(3).named("x"),
    tensor(-5, { requiresGrad: true }).named("b"),
  ];
  const { nodes, edges } = graphOf(w.mul(x).add(b).square());
  expect(nodes).toEqual([
    { id: 0, kind: "leaf", name: "w", shape: [], value: 2, gradient: 6 },
    { id: 1, kind: "constant", name: "x", shape: [], value: 3, gradient: null },
    { id: 2, kind: "operation", name: "mul", shape: [], value: 6, gradient: 2 },
    { id: 3, kind: "leaf", name: "b", shape: [], value: -5, gradient: 2 },
    { id: 4, kind: "operation", name: "add", shape: [], value: 1, gradient: 2 },
    { id: 5, kind: "operation", name: "square", shape: [], value: 1, gradient: 1 },
  ]);
  expect(edges).toEqual([
    { from: 0, to: 2, argument: 0 },
    { from: 1, to: 2, argument: 1 },
    { from: 2, to: 4, argument: 0 },
    { from: 3, to: 4, argument: 1 },
    { from: 4, to: 5, argument: 0 },
  ]);
  expect(w.grad).toBeNull();
});

test("a tensor that is used twice is one node with two edges", () => {
  const w = tensor(3, { requiresGrad: true });
  const { nodes, edges } = graphOf(w.mul(w));
  expect(nodes.length).toBe(2);
  expect(edges.map((edge) => edge.argument)).toEqual([0, 1]);
  expect(nodes[0].gradient).toBe(6);
});

test("operations with a number say what they do", () => {
  const w = tensor(3, { requiresGrad: true });
  const names = graphOf(w.mul(2).add(1).sub(4).rsub(1)).nodes.map((node) => node.name);
  expect(names).toEqual(["", "· 2", "+ 1", "− 4", "1 −"]);
});

test("large tensors are drawn without their numbers, tensors of no single number without gradients", () => {
  const w = ones([9, 9], { requiresGrad: true });
  expect(graphOf(w.mul(2)).nodes[0]).toMatchObject({ shape: [9, 9], value: null, gradient: null });
  expect(graphOf(w.mul(2).sum(), { maxSize: 81 }).nodes[0].gradient).toEqual(ones([9, 9]).mul(2).toArray());
});

test("a result of thousands of inputs has all of them, each after its own", () => {
  const w = tensor([2], { requiresGrad: true });
  const parts = Array.from({ length: 5000 }, (_, i) => w.mul(i).sin());
  const { nodes, edges } = graphOf(concat(parts));
  expect([nodes.length, edges.length]).toEqual([1 + 2 * 5000 + 1, 3 * 5000]);
  expect(edges.every(({ from, to }) => from < to)).toBe(true);
  expect(nodes.at(-1)).toMatchObject({ name: "concat", shape: [5000] });
});
