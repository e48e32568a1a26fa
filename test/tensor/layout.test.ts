import { expect, test } from "vitest";
import { broadcastLayout } from "../../src/tensor/layout.js";

test("equal shapes are one run", () => {
  expect(broadcastLayout([2, 3], [2, 3], [2, 3])).toEqual({
    rows: 1,
    columns: 6,
    aRow: 0,
    aColumn: 1,
    bRow: 0,
    bColumn: 1,
  });
});

test("a row is repeated for each row, a column for each column", () => {
  const row = broadcastLayout([2, 3], [3], [2, 3]);
  expect(row).toEqual({ rows: 2, columns: 3, aRow: 3, aColumn: 1, bRow: 0, bColumn: 1 });
  const column = broadcastLayout([2, 1], [2, 3], [2, 3]);
  expect(column).toEqual({ rows: 2, columns: 3, aRow: 1, aColumn: 0, bRow: 3, bColumn: 1 });
});

test("axes on which the same operands are present count as one", () => {
  const layout = broadcastLayout([2, 3, 4, 5], [4, 5], [2, 3, 4, 5]);
  expect(layout).toEqual({ rows: 6, columns: 20, aRow: 20, aColumn: 1, bRow: 0, bColumn: 1 });
});

test("more than two runs are too many for two loops", () => {
  expect(broadcastLayout([2, 1, 4], [2, 3, 4], [2, 3, 4])).toBeNull();
});
