import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { fusedProducts, setFusedProducts } from "../../../src/backend/fused.js";
import { datasets } from "../../../src/data/datasets.js";
import { mlp } from "../../../src/nn/mlp.js";
import { sgd } from "../../../src/optim/sgd.js";
import { tensor } from "../../../src/tensor/create.js";
import { ValueError } from "../../../src/tensor/errors.js";
import { accuracy } from "../../../src/training/evaluate.js";
import { fit } from "../../../src/training/fit.js";
import { choices, integers, linearUniform, logUniform } from "../../../src/training/search/scales.js";
import { search } from "../../../src/training/search/search.js";

// The threads run what is built in dist/.

const folder = mkdtempSync(join(tmpdir(), "gradbook-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

const line = { x: linearUniform(0, 1) };
const quiet = { progress: false } as const;

describe("on threads", () => {
  const { train, dev } = datasets.football({ seed: 3 });
  const space = { learningRate: logUniform(1e-2, 1), units: integers(3, 6) };
  const given = { train, dev, epochs: 20 };
  const run = (workers: number) =>
    search(
      space,
      ({ params: { learningRate, units }, seed, given, gradbook }) => {
        const model = gradbook.mlp([2, units, 1], { seed });
        const optimizer = gradbook.sgd({ learningRate });
        gradbook.fit(model, given.train, { optimizer, epochs: given.epochs });
        return gradbook.accuracy(model, given.dev);
      },
      { ...quiet, trials: 6, seed: 4, given, workers },
    );
  const found = run(2);

  test("each trial is what a training run with its hyper-parameters and its number as seed gives", () => {
    expect(found.trials).toHaveLength(6);
    for (const { number, params, score } of found.trials) {
      const model = mlp([2, params.units, 1], { seed: number });
      fit(model, train, { ...quiet, optimizer: sgd(params), epochs: 20 });
      expect(score).toBe(accuracy(model, dev));
    }
  });
  test("the results are the same on one, two and three threads", () => {
    expect(run(1).toJSON()).toEqual(found.toJSON());
    expect(run(3).toJSON()).toEqual(found.toJSON());
  });
});

test("trials round products as the thread does that began the search", () => {
  const before = fusedProducts();
  try {
    const score = (): number | undefined =>
      search(line, ({ gradbook }) => (gradbook.fusedProducts() === "none" ? 0 : 1), {
        ...quiet,
        trials: 1,
        workers: 1,
      }).trials[0].score;
    expect(score()).toBe(before === "none" ? 0 : 1);
    setFusedProducts("none");
    expect(score()).toBe(0);
  } finally {
    setFusedProducts(before);
  }
});

test("a grid is tried at all its points", () => {
  const space = { x: linearUniform(0, 1), kind: choices("plus", "minus") };
  const found = search(space, ({ params: { x, kind } }) => (kind === "plus" ? x : -x), { ...quiet, grid: 3 });
  expect(found.trials.map(({ score }) => score)).toEqual([1, 0.5, 0, -0, -0.5, -1]);
});

test("further numbers of a trial are kept, and it may be asynchronous", () => {
  const found = search(line, async ({ seed }) => ({ score: seed, double: 2 * seed }), {
    ...quiet,
    trials: 3,
  });
  expect(found.best).toMatchObject({ number: 2, score: 2, also: { double: 4 } });
});

test("tensors can be given, and are tensors there", () => {
  const given = { A: tensor([[1, 2], [3, 4]]) }; // biome-ignore format: one line
  const found = search(line, ({ given: { A }, gradbook }) => A.matmul(gradbook.eye(2)).sum().item(), {
    ...quiet,
    trials: 1,
    given,
  });
  expect(found.best.score).toBe(10);
});

test("a trial that diverges has no score, and the search goes on", () => {
  const found = search(
    { learningRate: choices(0.1, 1e200) },
    ({ params: { learningRate }, gradbook: { fit, mlp, sgd, datasets } }) => {
      const { train } = datasets.football({ seed: 3 });
      const options = { optimizer: sgd({ learningRate }), epochs: 5 };
      const loss = (z: import("gradbook").Tensor, y: import("gradbook").Tensor) => z.sub(y).square().mean();
      return -fit(mlp([2, 4, 1]), train, { ...options, loss }).history.finalCost;
    },
    { ...quiet, grid: 1 },
  );
  expect(found.trials.map(({ score }) => Number.isNaN(score))).toEqual([false, true]);
});

test("the trial may stand in a module", () => {
  const file = join(folder, "trial.mjs");
  writeFileSync(file, "export const trial = ({ seed, given }) => given + seed;");
  const found = search(line, pathToFileURL(file), { ...quiet, trials: 2, given: 10 });
  expect(found.best.score).toBe(11);
  writeFileSync(join(folder, "other.mjs"), "export const tryOut = () => 1;");
  const wrong = pathToFileURL(join(folder, "other.mjs"));
  expect(() => search(line, wrong, { ...quiet, trials: 1 })).toThrow(/exports no function "trial"/);
});

describe("going on", () => {
  test("a file keeps what is finished, and it is not tried again", () => {
    const file = join(folder, "search.json");
    // Counts its calls in a file beside it: threads share nothing else.
    const log = pathToFileURL(join(folder, "counted.mjs"));
    const calls = join(folder, "calls");
    writeFileSync(
      log,
      `import { appendFileSync } from "node:fs";
       export const trial = ({ params, seed }) => (appendFileSync(${JSON.stringify(calls)}, seed + "\\n"), params.x);`,
    );
    const numbers = (): string[] => readFileSync(calls, "utf8").trim().split("\n").sort();
    const first = search(line, log, { ...quiet, trials: 3, file });
    expect(numbers()).toEqual(["0", "1", "2"]);
    expect(JSON.parse(readFileSync(file, "utf8")).trials).toHaveLength(3);
    const more = search(line, log, { ...quiet, trials: 5, file });
    expect(numbers()).toEqual(["0", "1", "2", "3", "4"]);
    for (const { number, score } of first.trials)
      expect(more.trials.find((t) => t.number === number)?.score).toBe(score);
    expect(search(line, log, { ...quiet, trials: 5 }).toJSON()).toEqual(more.toJSON());
    // Fewer than the file has: those that were asked for.
    expect(search(line, log, { ...quiet, trials: 3, file }).toJSON()).toEqual(first.toJSON());
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  const trial = ({ params }: { readonly params: { readonly x: number } }): number => params.x;

  test("a search, and its JSON, can be gone on with", () => {
    const half = search(line, trial, { ...quiet, trials: 2 });
    const whole = search(line, trial, { ...quiet, trials: 4 });
    expect(search(line, trial, { ...quiet, trials: 4, resume: half }).toJSON()).toEqual(whole.toJSON());
    const json = JSON.parse(JSON.stringify(half));
    // What is not tried again must come from there.
    json.trials[0].score = 7;
    expect(search(line, trial, { ...quiet, trials: 4, resume: json }).best.score).toBe(7);
  });

  test("another search's trials are refused, and a file that holds no search", () => {
    const half = search(line, trial, { ...quiet, trials: 2 });
    const resume = { ...quiet, trials: 4, resume: half };
    expect(() => search(line, trial, { ...resume, seed: 1 })).toThrow(
      /resume holds the trials of another search/,
    );
    expect(() => search({ x: linearUniform(0, 2) }, trial, resume)).toThrow(ValueError);
    expect(() => search(line, ({ params }) => -params.x, resume)).toThrow(ValueError);
    expect(() => search(line, trial, { ...quiet, grid: 1, resume: half })).toThrow(ValueError);
    expect(() => search(line, trial, { ...resume, given: 1 } as typeof resume)).toThrow(ValueError);
    const file = join(folder, "no-search.json");
    writeFileSync(file, "{}");
    expect(() => search(line, trial, { ...quiet, trials: 1, file })).toThrow(/holds no search[\s\S]*help/);
    const nowhere = join(folder, "no", "such", "folder.json");
    expect(() => search(line, trial, { ...quiet, trials: 1, file: nowhere })).toThrow(/cannot be written/);
  });

  test("what was finished before a mistake is not tried again", () => {
    const calls = join(folder, "broken-calls");
    const switched = join(folder, "switched");
    const log = pathToFileURL(join(folder, "broken.mjs"));
    writeFileSync(
      log,
      `import { appendFileSync, existsSync } from "node:fs";
       export const trial = ({ seed }) => {
         if (seed === 2 && !existsSync(${JSON.stringify(switched)})) throw new Error("no disk");
         appendFileSync(${JSON.stringify(calls)}, seed + "\\n");
         return seed;
       };`,
    );
    const options = { ...quiet, trials: 4, workers: 1 };
    expect(() => search(line, log, options)).toThrow(/trial 2, \{"x":[\s\S]*failed: Error: no disk/);
    writeFileSync(switched, "");
    expect(search(line, log, options).trials).toHaveLength(4);
    expect(readFileSync(calls, "utf8")).toBe("0\n1\n2\n3\n");
  });
});

test("an interrupt ends the search, and the same call goes on with what is finished", () => {
  const calls = join(folder, "interrupted-calls");
  const log = pathToFileURL(join(folder, "interrupted.mjs"));
  writeFileSync(
    log,
    `import { appendFileSync } from "node:fs";
     export const trial = ({ seed }) => (appendFileSync(${JSON.stringify(calls)}, seed + "\\n"), seed);`,
  );
  const counted = (): string[] => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []);
  const hook = Symbol.for("Jupyter.checkInterrupt");
  // Whatever was said when the second trial had begun, is heard between two looks.
  let looks = 0;
  const interrupt = (): void => {
    if (counted().length >= 2) looks += 1;
    if (looks === 2) throw new Error("interrupted");
  };
  const options = { ...quiet, trials: 2000, workers: 1 };
  Reflect.set(globalThis, hook, interrupt);
  expect(() => search(line, log, options)).toThrow("interrupted");
  Reflect.deleteProperty(globalThis, hook);
  expect(counted().length).toBeLessThan(2000);
  expect(search(line, log, options).trials.map(({ score }) => score)).toEqual(
    Array.from({ length: 2000 }, (_, i) => 1999 - i),
  );
  expect(counted().filter((number) => number === "0")).toHaveLength(1);
});

describe("mistakes in a trial", () => {
  test("a variable from around it is not there, and the message says where to take it from", () => {
    const outside = 3;
    const run = (): unknown => search(line, ({ params }) => params.x + outside, { ...quiet, trials: 3 });
    expect(run).toThrow(ValueError);
    expect(run).toThrow(/outside is not defined[\s\S]*given: \{ outside \}/);
  });
  test("what a kernel calls the notebook's variables is told apart from what the reader wrote", () => {
    const kernels = new Function("return [() => $$train.box.value, () => (0, gradbook_1.fit)()]");
    const [variable, imported] = kernels() as (() => number)[];
    expect(() => search(line, variable, { ...quiet, trials: 1 })).toThrow(/\{ given: \{ train \} \}/);
    expect(() => search(line, imported, { ...quiet, trials: 1 })).toThrow(/a trial sees no imports/);
  });
  test("a score must be a number", () => {
    const noScore = (() => undefined) as unknown as () => number;
    expect(() => search(line, noScore, { ...quiet, trials: 1 })).toThrow(/trial 0 returned undefined/);
    const text = (() => ({ score: "high" })) as unknown as () => number;
    expect(() => search(line, text, { ...quiet, trials: 1 })).toThrow(/"high"/);
  });
  test("an infinite score counts as none", () => {
    expect(search(line, () => Number.POSITIVE_INFINITY, { ...quiet, trials: 1 }).best.score).toBeNaN();
  });
  test("a trial that ends its thread ends the search", () => {
    expect(() => search(line, () => process.exit(1), { ...quiet, trials: 2 })).toThrow(/ended its thread/);
  });
  test("what is no function written out cannot be sent", () => {
    expect(() => search(line, Math.max as () => number, { ...quiet, trials: 1 })).toThrow(/cannot be sent/);
  });
});

test("options out of range are refused", () => {
  const trial = (): number => 1;
  expect(() => search(line, trial, {})).toThrow(/either a whole number|trials: 40/);
  expect(() => search(line, trial, { trials: 0 })).toThrow(ValueError);
  expect(() => search(line, trial, { trials: 2, grid: 2 })).toThrow(ValueError);
  expect(() => search(line, trial, { trials: 2, workers: 0 })).toThrow(/0 workers/);
});
