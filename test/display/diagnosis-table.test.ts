import { expect, test } from "vitest";
import { diagnosisTable } from "../../src/display/diagnosis-table.js";
import { diagnose } from "../../src/training/diagnosis.js";

test("each diagnosis is a row: errors, gaps, verdict, remedies", () => {
  const { rows } = diagnosisTable({ overfit: diagnose({ train: 1, dev: 11 }) }).content;
  expect(rows).toHaveLength(1);
  expect(rows[0].title).toBe("overfit");
  expect(rows[0].cells.slice(0, 6)).toEqual(["1", "11", "0", "1", "10", "high variance"]);
  expect(rows[0].cells[6]).toContain("more data");
});

test("what is odd, and that nothing is to do, is said too", () => {
  const advice = (train: number, dev: number, bayes: number): unknown =>
    diagnosisTable({ a: diagnose({ train, dev, bayes }) }).content.rows[0].cells[6];
  expect(advice(15, 16, 15)).toBe("nothing: look at the test set");
  expect(advice(1, 20, 15)).toMatch(/more data.*noise by heart/);
});

test("a diagnosis shows itself as this table", () => {
  const diagnosis = diagnose({ train: 15, dev: 16 });
  const show = Reflect.get(diagnosis, Symbol.for("Jupyter.display"));
  expect(show.call(diagnosis)["text/html"]).toContain("high bias");
  expect(String(diagnosis)).toContain("a bigger network");
});
