import type { Cell, Column, TableContent } from "./table.js";

/** What stands beside the best cell of a column; the caption says what it means. */
const BEST = "★";

/**
 * HTML that reads well without a style sheet: headings with their scope, and the little style that a
 * notebook's sanitizer lets through.
 */
export function asHtml(content: TableContent): string {
  const grouped = content.columns.some((column) => column.group !== undefined);
  const corner = `<th scope="col"${grouped ? ' rowspan="2"' : ""} style="text-align: left">${escapeHtml(content.corner)}</th>`;
  const titles = content.columns.map(
    (c) => `<th scope="col" style="text-align: right">${escapeHtml(c.title)}</th>`,
  );
  const head = grouped
    ? [
        `<tr>${corner}${groups(content.columns).map(groupHeading).join("")}</tr>`,
        `<tr>${titles.join("")}</tr>`,
      ]
    : [`<tr>${corner}${titles.join("")}</tr>`];
  const body = content.rows.map((row) => {
    const title = `<th scope="row" style="text-align: left">${escapeHtml(row.title)}</th>`;
    return `<tr>${title}${row.cells.map(cellHtml).join("")}</tr>`;
  });
  return [
    "<table>",
    ...caption(content).map((text) => `<caption style="text-align: left">${escapeHtml(text)}</caption>`),
    "<thead>",
    ...head,
    "</thead>",
    "<tbody>",
    ...body,
    "</tbody>",
    "</table>",
  ].join("\n");
}

/** GitHub's Markdown table, under its caption. */
export function asMarkdown(content: TableContent): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [
    ...caption(content).flatMap((text) => [`**${escapeMarkdown(text)}**`, ""]),
    line([content.corner, ...content.columns.map(flatTitle)]),
    `|:---|${content.columns.map(() => "---:|").join("")}`,
    ...content.rows.map((row) => line([row.title, ...row.cells.map(plainCell)])),
  ].join("\n");
}

/** Columns aligned with spaces, for a terminal. */
export function asText(content: TableContent): string {
  const lines = [
    [content.corner, ...content.columns.map(flatTitle)],
    ...content.rows.map((row) => [row.title, ...row.cells.map(plainCell)]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ""))));
  const aligned = lines.map((line) =>
    line
      .map((text, c) => (c === 0 ? padRight(text, widths[c]) : padLeft(text, widths[c])))
      .join("   ")
      .trimEnd(),
  );
  const rule = widths.map((w) => "─".repeat(w)).join("───");
  return [...caption(content).flatMap((text) => [text, ""]), aligned[0], rule, ...aligned.slice(1)].join(
    "\n",
  );
}

/** The caption with the meaning of its marks; nothing where there is nothing to say. */
function caption(content: TableContent): string[] {
  const marked = content.rows.some((row) => row.cells.some((cell) => typeof cell !== "string" && cell.best));
  const parts = [content.caption, marked ? `${BEST} best in its column` : ""].filter((part) => part !== "");
  return parts.length === 0 ? [] : [parts.join(" · ")];
}

function cellHtml(cell: Cell): string {
  const inner =
    typeof cell === "string"
      ? escapeHtml(cell)
      : cell.best
        ? `<strong>${escapeHtml(cell.text)}&nbsp;${BEST}</strong>`
        : escapeHtml(cell.text);
  return `<td style="text-align: right">${inner}</td>`;
}

function plainCell(cell: Cell): string {
  if (typeof cell === "string") return cell;
  return cell.best ? `${cell.text} ${BEST}` : cell.text;
}

/** Neighbouring columns of one group, counted. */
function groups(columns: readonly Column[]): { readonly title: string; readonly span: number }[] {
  const found: { title: string; span: number }[] = [];
  for (const { group = "" } of columns) {
    const last = found.at(-1);
    if (last?.title === group) last.span++;
    else found.push({ title: group, span: 1 });
  }
  return found;
}

function groupHeading({ title, span }: { readonly title: string; readonly span: number }): string {
  return `<th scope="colgroup" colspan="${span}" style="text-align: center">${escapeHtml(title)}</th>`;
}

function flatTitle(column: Column): string {
  return column.group === undefined ? column.title : `${column.group}, ${column.title}`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/([\\|*_`<>])/g, "\\$1").replaceAll(/\s*\n\s*/g, " ");
}

/** Characters of East Asian scripts are two columns wide in a terminal. */
function width(text: string): number {
  return [...text].reduce(
    (sum, c) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c)
        ? 2
        : 1),
    0,
  );
}

function padLeft(text: string, to: number): string {
  return " ".repeat(Math.max(0, to - width(text))) + text;
}

function padRight(text: string, to: number): string {
  return text + " ".repeat(Math.max(0, to - width(text)));
}
