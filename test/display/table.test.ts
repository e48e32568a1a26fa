import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Table, table } from "../../src/display/table.js";

const mixed = new Table({
  caption: "Scores",
  corner: "model",
  columns: [{ title: "here", group: "train" }, { title: "in the notes", group: "train" }, { title: "dev" }],
  rows: [
    { title: "a <b>", cells: [{ text: "95 %", best: true }, "94 %", "1"] },
    { title: "网络", cells: [{ text: "9 %", best: false }, "–", "12|3"] },
  ],
});

describe("a table", () => {
  test("in plain text is aligned, wide characters included", () => {
    expect(String(mixed)).toBe(
      [
        "Scores · ★ best in its column",
        "",
        "model   train, here   train, in the notes    dev",
        "────────────────────────────────────────────────",
        "a <b>        95 % ★                  94 %      1",
        "网络            9 %                     –   12|3",
      ].join("\n"),
    );
  });

  test("in Markdown escapes what Markdown would read", () => {
    expect(mixed.mimeBundle()["text/markdown"]).toBe(
      [
        "**Scores · ★ best in its column**",
        "",
        "| model | train, here | train, in the notes | dev |",
        "|:---|---:|---:|---:|",
        "| a \\<b\\> | 95 % ★ | 94 % | 1 |",
        "| 网络 | 9 % | – | 12\\|3 |",
      ].join("\n"),
    );
  });

  test("in HTML has a caption, scopes, grouped headings and the best in bold", () => {
    const html = String(mixed.mimeBundle()["text/html"]);
    expect(html).toContain("<caption");
    expect(html).toContain('<th scope="colgroup" colspan="2" style="text-align: center">train</th>');
    expect(html).toContain('<th scope="row" style="text-align: left">a &lt;b&gt;</th>');
    expect(html).toContain("<strong>95 %&nbsp;★</strong>");
    expect(html).not.toMatch(/<(style|script|div)/);
  });

  test("without marks and caption begins with its headings", () => {
    expect(String(table(["", "x"], [["a", 1 / 3]]))).toBe("        x\n─────────\na   0.333");
  });

  test("whose rows do not fit its columns is an error", () => {
    expect(() => table(["", "x"], [["a"]])).toThrow(/row 0 has 1 cells for 2 columns[\s\S]*help/);
  });
});

test("whatever the cells say, HTML has as many cells as the table, and Markdown as many lines", () => {
  const cells = fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(cells, (rows) => {
      const bundle = table(["head", "value"], rows, { caption: "c" }).mimeBundle();
      expect(String(bundle["text/html"]).match(/<td/g)).toHaveLength(rows.length);
      expect(String(bundle["text/markdown"]).split("\n")).toHaveLength(rows.length + 4);
    }),
  );
});
