import { Dataset } from "../data/dataset.js";
import { ValueError } from "../tensor/errors.js";
import { namedEntries } from "./names.js";

/** Data sets by name: { train, test }. */
export type NamedSets = Readonly<Record<string, Dataset>>;

/** The same data sets for all models, or for each model its own, by the models' names. */
export type ModelSets = NamedSets | Readonly<Record<string, NamedSets>>;

/**
 * Which data sets each model is shown with.
 *
 * @returns  a function from a model's name to its data sets
 * @throws ValueError when there are no sets, or a model lacks its own, or its own have other names
 */
export function setsByModel(
  asked: string,
  models: readonly string[],
  sets: ModelSets,
  example: string,
): (model: string) => readonly (readonly [string, Dataset])[] {
  const entries = namedEntries<Dataset | NamedSets>(asked, sets, example);
  const shared = entries.filter((entry): entry is [string, Dataset] => entry[1] instanceof Dataset);
  if (shared.length === entries.length) return () => shared;

  const own = new Map(
    entries.map(([model, value]) => [
      model,
      value instanceof Dataset ? [] : namedEntries(asked, value, example),
    ]),
  );
  const namesOf = (model: string): string => (own.get(model) ?? []).map(([set]) => set).join(", ");
  const wanted = namesOf(models[0] ?? "");
  for (const model of models.length === 0 ? [""] : models) {
    if (namesOf(model) === wanted && wanted !== "") continue;
    throw new ValueError(`${asked}: the sets of model "${model}" are ${namesOf(model) || "missing"}`, {
      expected: wanted || "one or more data sets of its own",
      received: namesOf(model),
      help: `give every model the same names: ${asked}({ a, b }, { a: { train }, b: { train } })`,
    });
  }
  return (model) => own.get(model) ?? [];
}
