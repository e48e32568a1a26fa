import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadCsv } from "../../../src/data/files/load-csv.js";
import { fileErrorOf, testFolder } from "./folder.js";

const file = testFolder();
const flowers = file("flowers.csv", "length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n4.9,3,setosa\n");

test("the last column is the label; words become classes in alphabetical order", () => {
  const { data, columns, classes } = loadCsv(flowers);
  expect(data.x.toArray()).toEqual([
    [5.1, 3.5],
    [7, 3.2],
    [4.9, 3],
  ]);
  expect(data.y.toArray()).toEqual([[0], [1], [0]]);
  expect(columns).toEqual(["length", "width"]);
  expect(classes).toEqual(["setosa", "versicolor"]);
});

test("the label is a column by name or number; labels that are numbers stay as they are", () => {
  const path = file("numbers.csv", "y,a,b\n2,1,-1e-3\n0,.5,+4.\n");
  for (const label of ["y", 0, -3]) {
    const { data, classes } = loadCsv(path, { label });
    expect(data.x.toArray()).toEqual([
      [1, -0.001],
      [0.5, 4],
    ]);
    expect(data.y.toArray()).toEqual([[2], [0]]);
    expect(classes).toEqual([]);
  }
});

test("columns can be left out", () => {
  const { data, columns } = loadCsv(flowers, { label: "width", ignore: ["species"] });
  expect(columns).toEqual(["length"]);
  expect(data.y.toArray()).toEqual([[3.5], [3.2], [3]]);
});

test("without a header the first row is values, and columns have numbers", () => {
  const { data, columns } = loadCsv(file("bare.csv", "1;2;0\n3;4;1"), {
    header: false,
    separator: ";",
    name: "mine",
  });
  expect(data.x.toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(columns).toEqual(["column 0", "column 1"]);
  expect(data.name).toBe("mine");
});

test("a gzipped file is unpacked", () => {
  const path = file("packed.csv.gz", gzipSync("a,y\n1,0\n"));
  expect(loadCsv(path).data.x.toArray()).toEqual([[1]]);
});

const gaps = file("gaps.csv", "a,b,y\n1,2,0\n,4,1\n5,NA,0\n7,8,?\n9,10,1\n");

test("a missing value is an error that names line, column and what to do", () => {
  const error = fileErrorOf(() => loadCsv(gaps));
  expect(error.place).toEqual({ line: 3, column: 1 });
  expect(error.message).toBe(
    `${gaps}, line 3, column 1: expected a number for "a", found nothing\n` +
      '  help: missing: "drop" leaves such rows out, missing: 0 puts a 0 in its place',
  );
});

test("rows with missing values can be dropped", () => {
  const { data } = loadCsv(gaps, { missing: "drop" });
  expect(data.x.toArray()).toEqual([
    [1, 2],
    [9, 10],
  ]);
  expect(data.y.toArray()).toEqual([[0], [1]]);
});

test("rows that all miss something leave no data", () => {
  const path = file("holes.csv", "a,b,y\n1,,0\n,2,1\n");
  expect(fileErrorOf(() => loadCsv(path, { missing: "drop" })).message).toMatch(
    /expected a row without missing values, found none/,
  );
});

test("a value missing in a column that is left out drops nothing", () => {
  expect(loadCsv(gaps, { missing: "drop", ignore: ["a"] }).data.size).toBe(3);
});

test("a number can stand in for missing values, but not for a label", () => {
  const known = file("known.csv", "a,y\n,0\nnull,1\n");
  expect(loadCsv(known, { missing: -1 }).data.x.toArray()).toEqual([[-1], [-1]]);
  expect(fileErrorOf(() => loadCsv(gaps, { missing: 0 })).message).toMatch(
    /line 5, column 5: expected a label for "y", found "\?"/,
  );
});

test.each(["0x1F", "Infinity", "1,5", "12 cm", "1e"])("%s is no number", (text) => {
  const path = file("odd.csv", `a,y\n3,0\n"${text}",1\n`);
  expect(fileErrorOf(() => loadCsv(path)).message).toContain(
    `line 3, column 1: expected a number for "a", found "${text}"`,
  );
});

test("a row of another length is named by its line", () => {
  const path = file("ragged.csv", "a,b,y\n1,2,0\n\n3,4\n");
  expect(fileErrorOf(() => loadCsv(path)).message).toMatch(
    /line 4: expected 3 values, as in the first row, found 2/,
  );
});

test("a column that is not there: the error lists those that are", () => {
  expect(fileErrorOf(() => loadCsv(flowers, { label: "kind" })).message).toMatch(
    /expected a column "kind", found "length", "width", "species"/,
  );
  expect(fileErrorOf(() => loadCsv(flowers, { label: 3 })).message).toMatch(/expected a column 3/);
});

test("a header alone, or nothing at all, is no data", () => {
  expect(fileErrorOf(() => loadCsv(file("header.csv", "a,b\n"))).message).toMatch(
    /at least one row of values, found none/,
  );
  expect(fileErrorOf(() => loadCsv(file("empty.csv", ""))).message).toMatch(
    /at least one row of values, found none/,
  );
});

test("a file that is not there: the error says where it was looked for", () => {
  const error = fileErrorOf(() => loadCsv("no-such.csv"));
  expect(error.message).toMatch(
    /^no-such.csv: expected a file to read, found none\n {2}help: .*\/no-such.csv$/,
  );
});

test("a folder, and a damaged gzip, are said to be that", () => {
  expect(fileErrorOf(() => loadCsv(".")).message).toMatch(/expected a file to read, found a folder/);
  const cut = file("cut.csv.gz", gzipSync("a,y\n1,0\n").subarray(0, 20));
  expect(fileErrorOf(() => loadCsv(cut)).message).toMatch(
    /expected a whole gzip file, found one that does not unpack/,
  );
});
