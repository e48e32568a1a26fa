import { ValueError } from "../../tensor/errors.js";
import type { SearchTrial } from "./found.js";
import type { Values } from "./space.js";
import type { TrialMessage } from "./trial.js";

/**
 * What a trial returned, as the search keeps it.
 *
 * @throws ValueError when it is no score
 */
export function outcome(number: number, result: unknown): Pick<SearchTrial, "score" | "also"> {
  if (typeof result === "number") return { score: finite(result), also: {} };
  if (typeof result === "object" && result !== null && "score" in result) {
    const { score, ...also } = result;
    const numbers = Object.values({ score, ...also }).every((value) => typeof value === "number");
    if (numbers) return { score: finite(Number(score)), also };
  }
  throw new ValueError(`search: trial ${number} returned ${JSON.stringify(result)}`, {
    expected: "a number, or { score, … } of numbers",
    received: result,
    help: "return accuracy(model, given.dev), for example",
  });
}

function finite(score: number): number {
  return Number.isFinite(score) ? score : Number.NaN;
}

/** What the caller of a search is told about a mistake in the trial. */
export function failure(
  { number, error, unknownName }: Extract<TrialMessage, { type: "failed" }>,
  params: Values | undefined,
): ValueError {
  const which = number === undefined ? "the trial" : `trial ${number}, ${JSON.stringify(params)},`;
  return new ValueError(`search: ${which} failed: ${error}`, {
    expected: "a score",
    received: error,
    help:
      unknownName === undefined
        ? "call the trial yourself with these params, to see where"
        : absent(unknownName),
  });
}

/** A kernel calls the notebook's variable `fit` by names of its own: $$fit, or gradbook_1.fit for an import. */
function absent(name: string): string {
  const plain = name.replace(/^\$\$/, "");
  if (/_\d+(__)?$/.test(plain))
    return "a trial sees no imports: take them from its argument, ({ gradbook: { fit } }) => …";
  return `a trial sees only its argument: ({ gradbook: { ${plain} } }) => … for the library, { given: { ${plain} } } for data`;
}
