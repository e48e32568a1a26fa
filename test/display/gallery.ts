import {
  adam,
  exponentialDecay,
  inverseSquareRootDecay,
  inverseTimeDecay,
  momentum,
  RandomState,
  rand,
  randn,
  sgd,
  staircase,
  tensor,
} from "gradbook";
import { accuracyMap } from "../../src/display/accuracy-map.js";
import { activationHistograms } from "../../src/display/activation-histograms.js";
import { batchNormBands } from "../../src/display/batch-norm-bands.js";
import { computationGraph } from "../../src/display/computation-graph.js";
import { confusionMatrix } from "../../src/display/confusion-matrix.js";
import { costCurve } from "../../src/display/cost-curve.js";
import { costSurface } from "../../src/display/cost-surface.js";
import { decisionBoundary } from "../../src/display/decision-boundary.js";
import { dropoutMasks } from "../../src/display/dropout-masks.js";
import { effectiveRates } from "../../src/display/effective-rates.js";
import { epsilonPlot } from "../../src/display/epsilon-plot.js";
import type { Figure } from "../../src/display/figure.js";
import { gradientCheckPlot } from "../../src/display/gradient-check-plot.js";
import { gradientNorms } from "../../src/display/gradient-norms.js";
import { imageGrid } from "../../src/display/image-grid.js";
import { learningCurve } from "../../src/display/learning-curve.js";
import { optimizerRace } from "../../src/display/optimizer-race.js";
import { parallelCoordinates } from "../../src/display/parallel-coordinates.js";
import { schedulePlot } from "../../src/display/schedule-plot.js";
import { searchScatter, type Trial } from "../../src/display/search-scatter.js";
import { weightHistogram } from "../../src/display/weight-histogram.js";
import { weightPath } from "../../src/display/weight-path.js";
import { Formula } from "./models.js";
import { deepActivations, lambdaPath, test, threeClasses, threeRuns, train } from "./samples.js";

/** One of each figure, as the lessons draw them. */
export function gallery(): Readonly<Record<string, Figure>> {
  return { ...ofTraining(), ...ofNetworks(), ...ofGradients(), ...ofSearches() };
}

function ofTraining(): Record<string, Figure> {
  const runs = threeRuns(600);
  const linear = tensor([
    [1, -1, 0],
    [0, 0, 1],
  ]);
  const softmax = new Formula((x) => x.matmul(linear));
  return {
    "cost curves": costCurve(runs),
    "a single cost curve": costCurve(runs.plain),
    "decision boundaries": decisionBoundary(runs, { train, test }),
    "three classes": decisionBoundary(
      { softmax },
      { train: threeClasses },
      { classes: ["left", "right", "up"] },
    ),
    "samples alone": decisionBoundary({}, { train, test }),
    "confusion matrix": confusionMatrix(softmax, threeClasses),
    "learning curve": learningCurve(
      [25, 50, 100, 200, 400, 800].map((x) => ({ x, train: 0.1 - 1 / x, dev: 0.1 + 3 / x })),
      { bayes: 0.05 },
    ),
    schedules: schedulePlot({
      "1/(1 + t)": inverseTimeDecay(1),
      "0.95ᵗ": exponentialDecay(),
      "1/√t": inverseSquareRootDecay(),
      staircase: staircase(10),
    }),
  };
}

function ofNetworks(): Record<string, Figure> {
  const rng = new RandomState(1);
  const masks = Array.from({ length: 8 }, () => rand([12, 20], rng).less(0.86));
  const he = deepActivations(Math.SQRT2);
  return {
    "dropout masks": dropoutMasks({ "fresh masks": masks, "one fixed mask": masks.map(() => masks[0]) }),
    "activation histograms": activationHistograms({
      he,
      "random × 3": deepActivations(3),
      zeros: deepActivations(0),
    }),
    "batch norm bands": batchNormBands({ plain: deepActivations(1.6), "batch norm": he }),
    "weight histograms": weightHistogram(threeRuns(100)),
    "weight path": weightPath(lambdaPath()),
    "image grid": imageGrid(rand([20, 12, 12], rng), {
      captions: Array.from({ length: 20 }, (_, i) => `no. ${i}`),
    }),
  };
}

function ofGradients(): Record<string, Figure> {
  const rng = new RandomState(2);
  const analytic = randn([20, 2], rng);
  const numeric = analytic.add(randn([20, 2], rng).mul(1e-9));
  const epsilons = Array.from({ length: 14 }, (_, i) => 10 ** (-1 - i));
  const w = tensor(0.5, { requiresGrad: true });
  const b = tensor(-0.2, { requiresGrad: true });
  w.label = "w";
  b.label = "b";
  return {
    "gradient norms": gradientNorms({
      he: deepActivations(Math.SQRT2),
      "random × 3": deepActivations(3),
      xavier: deepActivations(1),
    }),
    "gradient check": gradientCheckPlot({
      W1: { analytic, numeric },
      b1: { analytic: [1, 2], numeric: [1.00003, 2] },
      W2: { analytic: [1, -1], numeric: [2, -1] },
    }),
    "error over ε": epsilonPlot({
      "two-sided": epsilons.map((epsilon) => ({ epsilon, error: epsilon ** 2 + 1e-16 / epsilon })),
      "one-sided": epsilons.map((epsilon) => ({ epsilon, error: epsilon + 1e-16 / epsilon })),
    }),
    "computation graph": computationGraph(w.mul(3).add(b).sigmoid().sub(1).square()),
  };
}

function ofSearches(): Record<string, Figure> {
  const rng = new RandomState(3);
  const score = (x: number, y: number): number => Math.exp(-((x - 0.6) ** 2) - 0.2 * (y - 0.3) ** 2);
  const trial = (x: number, y: number): Trial => ({ x, y, score: score(x, y) });
  const grid = Array.from({ length: 25 }, (_, i) => trial((i % 5) / 4, Math.floor(i / 5) / 4));
  const random = Array.from({ length: 25 }, () => trial(rng.rand(), rng.rand()));
  const trials = Array.from({ length: 60 }, () => {
    const [rate, units, keep] = [
      10 ** (-4 * rng.rand()),
      5 + Math.floor(45 * rng.rand()),
      0.5 + rng.rand() / 2,
    ];
    return {
      "learning rate": rate,
      units,
      keep,
      "dev accuracy": score(1 + Math.log10(rate) / 4, units / 50),
    };
  });
  const rates = Array.from({ length: 60 }, (_, t) => [0.5 / Math.sqrt(t + 1), 0.02] as const);
  const ravine = { x: [-3, 3], y: [-1.5, 1.5] } as const;
  const scale = tensor([0.5, 8]);
  return {
    "accuracy map": accuracyMap(
      { plain: [[0.9, Number.NaN]], "batch norm": [[0.94, 0.91]] },
      { rows: ["3"], rowTitle: "hidden layers", columns: ["0.1", "1"], columnTitle: "learning rate" },
    ),
    "effective rates": effectiveRates({ GD: rates.map(() => [0.02, 0.02] as const), Adagrad: rates }),
    "cost surface": costSurface({ cost: (x, y) => x ** 2 - y ** 2, ...ravine }),
    "optimizer race": optimizerRace(
      {
        GD: sgd({ learningRate: 0.1 }),
        momentum: momentum({ learningRate: 0.1, beta: 0.9 }),
        Adam: adam({ learningRate: 0.2 }),
      },
      { cost: (v) => v.square().mul(scale).sum(), start: [-2.5, 1.2], steps: 60, ...ravine },
      { minimum: [0, 0] },
    ),
    "search scatter": searchScatter({ grid, random }, { names: ["learning rate", "units"] }),
    "parallel coordinates": parallelCoordinates(trials, "dev accuracy", { log: ["learning rate"] }),
  };
}
