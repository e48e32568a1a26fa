import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "../../../src/data/files/csv.js";
import { fileErrorOf } from "./folder.js";

/** The texts of a CSV, without their places. */
function texts(csv: string, separator = ","): string[][] {
  return parseCsv(csv, "some.csv", separator).map((record) => record.map(({ text }) => text));
}

test("values are separated by commas, records by any kind of line end", () => {
  expect(texts("a,b\nc,d\r\ne,f\rg,h")).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f"],
    ["g", "h"],
  ]);
});

test("quoted values may hold commas, line ends, doubled quotes and spaces", () => {
  expect(texts('"a,b","c\nd","say ""no"""," e "')).toEqual([["a,b", "c\nd", 'say "no"', " e "]]);
});

test("spaces around a value without quotes, empty lines and a byte order mark do not count", () => {
  expect(texts("\uFEFFa , b\n\n\nc,d\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("a separator at the end means one more value, an empty one", () => {
  expect(texts("a,\n,")).toEqual([
    ["a", ""],
    ["", ""],
  ]);
});

test("other separators", () => {
  expect(texts("1,5;2\n3;4", ";")).toEqual([
    ["1,5", "2"],
    ["3", "4"],
  ]);
});

test("each value knows its line and column, after a value of several lines too", () => {
  const [, [, second]] = parseCsv('a,b\n"x\ny",z', "some.csv", ",");
  expect(second).toEqual({ text: "z", line: 3, column: 4, quoted: false });
});

test("whatever is written in quotes is read back", () => {
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(fc.string(), { minLength: columns, maxLength: columns }), { minLength: 1 }),
    );
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, lineEnd) => {
      expect(texts(rows.map((row) => row.map(quoted).join(",")).join(lineEnd))).toEqual(rows);
    }),
  );
});

test("a quote that is not closed: the error tells where it was opened", () => {
  const error = fileErrorOf(() => texts('a,b\nc,"d\ne,f'));
  expect(error.place).toEqual({ line: 2, column: 3 });
  expect(error.message).toBe(
    "some.csv, line 2, column 3: expected a closing quote, found the end of the file\n" +
      '  help: a quote within a quoted value is written twice: ""',
  );
});

test("something after a closing quote: the error tells what and where", () => {
  expect(fileErrorOf(() => texts('"a"b,c')).message).toMatch(
    /^some.csv, line 1, column 4: expected "," or the end of the line after a closing quote, found "b"/,
  );
});
