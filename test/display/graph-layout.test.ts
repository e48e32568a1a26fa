import fc from "fast-check";
import { expect, test } from "vitest";
import { layered } from "../../src/display/graph-layout.js";

test("every arrow goes to the right, and no two nodes are in one place", () => {
  const graphs = fc.integer({ min: 2, max: 25 }).chain((n) => {
    const edge = fc.tuple(fc.nat(n - 1), fc.nat(n - 1)).filter(([a, b]) => a !== b);
    return fc.tuple(fc.constant(n), fc.array(edge, { maxLength: 40 }));
  });
  fc.assert(
    fc.property(graphs, ([n, pairs]) => {
      const edges = pairs.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
      const places = layered(n, edges);
      for (const { from, to } of edges) expect(places[from].layer).toBeLessThan(places[to].layer);
      expect(new Set(places.map(({ layer, y }) => `${layer} ${y}`)).size).toBe(n);
    }),
  );
});

test("a chain is a straight line", () => {
  const places = layered(3, [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ]);
  expect(places).toEqual([0, 1, 2].map((layer) => ({ layer, y: 0, rows: 1 })));
});
