import { expect, test } from "vitest";
import { Edits } from "../../../src/kernel/compiler/edits.js";

test("changes are applied at once, and tell how the columns of their lines have moved", () => {
  const source = "let a = 1\nlet b = f(a)\nb";
  const edits = new Edits();
  edits.replace(10, 13, "var");
  edits.insert(source.length, ")");
  edits.insert(source.length - 1, "result = (");
  edits.replace(0, 3, "const");
  edits.replace(18, 19, "slot.f");
  const { text, shifts } = edits.apply(source);
  expect(text).toBe("const a = 1\nvar b = slot.f(a)\nresult = (b)");
  expect(shifts).toEqual([
    { line: 1, column: 5, by: 2 },
    { line: 2, column: 14, by: 5 },
    { line: 3, column: 10, by: 10 },
    { line: 3, column: 12, by: 1 },
  ]);
});

test("what is erased leaves its line breaks", () => {
  const source = 'import {\n  a,\n} from "m"; a';
  const edits = new Edits();
  edits.erase(source, 0, source.indexOf(" a", 12));
  edits.insert(source.length, ";");
  const { text, shifts } = edits.apply(source);
  expect(text).toBe("\n\n a;");
  expect(shifts).toEqual([
    { line: 3, column: 0, by: -11 },
    { line: 3, column: 3, by: 1 },
  ]);
});
