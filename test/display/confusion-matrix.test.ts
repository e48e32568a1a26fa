import { Dataset, oneHot, tensor, zeros } from "gradbook";
import { expect, test } from "vitest";
import { confusionMatrix } from "../../src/display/confusion-matrix.js";
import { Formula } from "./models.js";

/** Answers the class that the sample itself names. */
const parrot = new Formula((x) => oneHot(x.flatten(), 3));
const samples = tensor([[0], [1], [1], [2], [2]]);
const set = new Dataset("test", samples, tensor([[0], [1], [2], [2], [2]]));

test("a row is a true class, a column an answer", () => {
  const { data } = confusionMatrix(parrot, set);
  expect(data).toMatchObject([
    {
      customdata: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 2],
      ],
    },
  ]);
});

test("the summary has the share of right answers and the worst mistakes", () => {
  expect(confusionMatrix(parrot, set, { classes: ["a", "b", "c"] }).summary).toBe(
    "Confusion matrix of test: 80.0 % right (4/5).\nMost often mistaken: c for b (1 time).",
  );
});

test("one-hot labels are labels too", () => {
  const hot = new Dataset("hot", samples, oneHot([0, 1, 1, 2, 2], 3));
  expect(confusionMatrix(parrot, hot).summary).toBe(
    "Confusion matrix of hot: 100 % right (5/5).\nNothing is mistaken.",
  );
});

test("no samples are an error that says what to do", () => {
  expect(() => confusionMatrix(parrot, new Dataset("none", zeros([0, 1]), zeros([0, 1])))).toThrow(
    /no samples[\s\S]*help/,
  );
});
