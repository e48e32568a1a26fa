import { movingAverage } from "../optim/moving-average.js";
import type { NamedHistory } from "./cost-source.js";
import { averagingBeta, isNoisy } from "./noise.js";
import { count, extent, inWords, list } from "./numbers.js";

/** What the cost curves show, in words: where each starts and ends, its lowest point, and who ends lowest. */
export function describeCosts(histories: readonly NamedHistory[]): string {
  const many = histories.length > 1;
  const head = many ? `Cost of ${histories.length} runs during training.` : "Cost during training.";
  return [head, ...histories.map(describeRun), ...(many ? [describeOrder(histories)] : [])].join("\n");
}

function describeRun(history: NamedHistory): string {
  const { name, step, cost } = history;
  const bad = cost.findIndex((c) => !Number.isFinite(c));
  const steps = count(step[step.length - 1] - step[0] + 1, "step");
  const end = endOf(cost);
  const about = end === cost[cost.length - 1] ? "" : "about ";
  const parts = [
    cost.length === 1
      ? `one cost, ${inWords(cost[0])}`
      : `from ${inWords(cost[0])} to ${about}${inWords(end)} in ${steps}`,
  ];
  const range = extent(cost);
  if (range !== null && cost.length > 1 && range[0] < cost[cost.length - 1]) {
    parts.push(`lowest ${inWords(range[0])} at step ${inWords(step[cost.indexOf(range[0])])}`);
  }
  if (bad >= 0) parts.push(`not a finite number from step ${inWords(step[bad])} (${inWords(cost[bad])})`);
  return `- ${name}: ${[...parts, ...describeDev(history)].join("; ")}.`;
}

function describeDev({ devCost = [], devStep = [], bestStep }: NamedHistory): string[] {
  if (devCost.length === 0) return [];
  const last = `dev cost ${inWords(devCost[devCost.length - 1])} at the end`;
  if (bestStep === undefined) return [last];
  const best = devCost[devStep.indexOf(bestStep)];
  return [last, `lowest ${best === undefined ? "" : `${inWords(best)} `}at step ${inWords(bestStep)}`];
}

function describeOrder(histories: readonly NamedHistory[]): string {
  const ends = histories
    .map(({ name, cost }) => ({ name, end: endOf(cost) }))
    .filter(({ end }) => Number.isFinite(end))
    .sort((a, b) => a.end - b.end);
  if (ends.length === 0) return "None ends at a finite cost.";
  return `At the end, from the lowest cost: ${list(ends.map(({ name, end }) => `${name} (${inWords(end)})`))}.`;
}

/** Where a curve ends: its last cost, or where the costs jump about, the average of its last stretch. */
function endOf(cost: readonly number[]): number {
  const last = cost[cost.length - 1];
  if (!Number.isFinite(last) || cost.length <= 20 || !isNoisy(cost)) return last;
  return movingAverage(cost, averagingBeta(cost.length))[cost.length - 1];
}
