import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const root: string = join(import.meta.dirname, "../..");

/** A project of one short lesson, in a temporary folder: what a test may alter. */
export interface SampleProject {
  readonly folder: string;
  readonly lesson: string;
  readonly notebook: string;
  readonly handout: string;
  remove(): void;
}

export function makeSampleProject(source: string = SAMPLE_LESSON): SampleProject {
  const folder = mkdtempSync(join(tmpdir(), "gradbook-"));
  for (const room of ["lessons", "notebooks", "handouts"]) mkdirSync(join(folder, room));
  cpSync(join(root, "jupytext.toml"), join(folder, "jupytext.toml"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const lesson = join(folder, "lessons/01-sample.ts");
  writeFileSync(lesson, source);
  return {
    folder,
    lesson,
    notebook: join(folder, "notebooks/01-sample.ipynb"),
    handout: join(folder, "handouts/01-sample.html"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One of everything that a lesson has: formulas, code, text, a table, a figure, a hint, an exercise, a solution. */
export const SAMPLE_LESSON: string = String.raw`// -*- coding: utf-8 -*-
// %% [markdown]
// # 01 · A sample
//
// The mean (平均值) of $m$ costs is $J = \frac{1}{m} \sum_i \mathcal{L}(\hat y_i, y_i)$, see
// [another lesson](02-other.ipynb).
//
// ## The idea
//
// $$\mathbb{E}[\tilde a] = p \cdot \frac{a}{p} = a, \qquad \mathbf{W} \in \mathbb{R}^{n \times m}, \quad p < 1$$

// %%
const show = (bundle: Record<string, unknown>) => ({ [Symbol.for("Jupyter.display")]: () => bundle });
const costs: number[] = Array.from({ length: 50 }, (_, step) => 0.7 * 0.95 ** step);
const halved = costs.map((cost) => cost / 2);
const settings: { rate: number; start: number[] } = { rate: 0.25, start: halved };
// A line so long that a sheet of paper cannot hold it, and that must be neither cut nor lost: 0123456789 0123456789
console.log("the last cost is", costs.at(-1)!.toFixed(4), "at rate", settings.rate);

// %% [markdown]
// ## The experiment
//
// ### Costs

// %%
show({
  "application/vnd.plotly.v1+json": {
    data: [{ type: "scatter", mode: "lines", name: "plain", y: costs }],
    layout: {
      title: { text: "Cost" },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "J" } },
      hovermode: "x",
    },
  },
  "text/plain": "Cost over 50 steps: it falls from 0.7 to 0.057 <and never rises>.",
});

// %% [markdown]
// ### Accuracy
//
// The model is right for 95.3 % of the points, or ${"`95.3 %`"} of them.

// %%
show({
  "text/html":
    '<table><caption>Accuracy</caption><thead><tr><th scope="col">model</th><th scope="col">train</th></tr></thead>' +
    '<tbody><tr><th scope="row">plain</th><td>95.3 % (201/211)</td></tr></tbody></table>',
  "text/plain": "model  train",
});

// %% [markdown]
// ## Exercises
//
// <details><summary>Hint</summary>Look at the <em>last</em> cost.</details>

// %% tags=["exercise"]
const mine = Number.NaN;
mine;

// %% [markdown] tags=["solution"]
// The last cost is the smallest.

// %% tags=["solution"]
const solved = Math.min(...costs);
solved.toFixed(4);
`;
