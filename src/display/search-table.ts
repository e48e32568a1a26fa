import { Search, type SearchTrial } from "../training/search/found.js";
import { looksLike } from "./looks.js";
import { camelWords } from "./names.js";
import { count, inWords } from "./numbers.js";
import { type Cell, type Row, Table } from "./table.js";

/** How the table is to be. */
export interface SearchTableOptions {
  /** How many of the trials are shown, the best first; default 10. */
  readonly rows?: number;
  readonly caption?: string;
}

/**
 * The best trials of a search, with their hyper-parameters. A search that is the last value of a cell shows this by
 * itself.
 *
 * @example searchTable(found, { rows: 5 })
 */
export function searchTable(found: Search, options: SearchTableOptions = {}): Table {
  const { trials, space, scoreName } = found;
  const names = Object.keys(space);
  const also = [...new Set(trials.flatMap((trial) => Object.keys(trial.also)))];
  const best = trials.filter(({ score }) => !Number.isNaN(score)).slice(0, options.rows ?? 10);
  const row = (trial: SearchTrial): Row => {
    const values = [...names.map((name) => trial.params[name]), ...also.map((name) => trial.also[name])];
    const score: Cell = { text: said(trial.score), best: best.length > 1 && trial.score === best[0].score };
    return { title: String(trial.number), cells: [score, ...values.map(said)] };
  };
  return new Table({
    caption: [options.caption ?? [], facts(trials, best.length)].flat().join(". "),
    corner: "trial",
    columns: [scoreName, ...names.map(camelWords), ...also].map((title) => ({ title })),
    rows: best.map(row),
  });
}

looksLike(Search, (found) => searchTable(found));

/** "60 trials, 3 of them diverged; the best 10" */
function facts(trials: readonly SearchTrial[], shown: number): string {
  const diverged = trials.filter(({ score }) => Number.isNaN(score)).length;
  const parts = [count(trials.length, "trial"), diverged > 0 ? `, ${diverged} of them diverged` : ""];
  return `${parts.join("")}${shown < trials.length ? `; the best ${shown}` : ""}`;
}

function said(value: string | number | boolean | undefined): string {
  if (typeof value === "number") return Number.isNaN(value) ? "diverged" : inWords(value);
  return value === undefined ? "–" : String(value);
}
