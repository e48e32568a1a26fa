// -*- coding: utf-8 -*-
// %% [markdown]
// # 07 · Normalizing inputs
//
// After this lesson you can
//
// - **bring** inputs to mean 0 and deviation 1, and dev, test and new samples by the same numbers;
// - **explain** by the cost surface why that allows a larger learning rate, and how much larger;
// - **find** the mistakes that are made with it, from the figures they leave behind.
//
// Time: 35 minutes. It builds on lesson 01 (a network from scratch) and [lesson 03](03-initialization.ipynb)
// (initialization).

// %%
import { type Tensor, hessian, noGrad, tensor } from "gradbook";
import { type Dataset, Standardizer, datasets } from "gradbook";
import { Module, type Run, Sequential, mlp } from "gradbook";
import { accuracy, binaryCrossEntropy, fit, sgd } from "gradbook";
import { type Point, accuracyTable, costCurve, costSurface } from "gradbook";
import { decisionBoundary, table } from "gradbook";
import { check, checkApplyToNew, checkFoldedBias } from "gradbook";
import { checkStandardize, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// We go back to the football field of lesson 04: from where the kick comes down we want to predict whose player heads
// it. But this time somebody has noted x₁ on a map, in millimetres from the left line, and x₂ as a share of the
// field's length. So x₁ runs from 0 to 1000, and x₂ from 0 to 1: the lectures' example. The points are the same, only
// the units (单位) are others. `SCALE` is the switch to flip: try 1, 10, and a million.

// %%
const SCALE = 1000;
/** The same points in other units: x₁ from 0 to `scale`, x₂ from 0 to 1. */
const inUnits = (data: Dataset, scale: number): Dataset =>
  data.withSamples(data.x.add(tensor([0.5, 0.65])).mul(tensor([scale, 1 / 1.3])));

const field = datasets.football();
const train = inUnits(field.train, SCALE);
const dev = inUnits(field.dev, SCALE);
const test = inUnits(field.test, SCALE);
const splits = { train, dev, test };
decisionBoundary({}, { train, test });

// %% [markdown]
// In the picture nothing has changed: plots choose their axes. A network does not.
//
// ## Predict
//
// 1. The gradient of a first-layer weight is the mean of (error) · (input). How do the gradients of the weights of x₁
//    and of x₂ compare? Which learning rate (学习率) would suit each?
// 2. We train the same network on these numbers and on the same points with mean 0 and deviation 1. Which learning
//    rates will work, which will not?
// 3. The test set has a mean and a deviation, too. Shall we normalize it by its own?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// Normalizing inputs (归一化) has two steps, and both are taken column by column. First subtract the mean (均值), so that
// a column lies around 0 (零均值化); then divide by the standard deviation (标准差), so that it is about 1 wide (标准化):
//
// $$\mu = \frac{1}{m} \sum_i x^{(i)}, \quad \sigma^2 = \frac{1}{m} \sum_i \left( x^{(i)} - \mu \right)^2$$
//
// $$\hat x = \frac{x - \mu}{\sigma}$$
//
// The same in code:

// %%
/** μ and σ of each column. */
const statistics = (x: Tensor): [mu: Tensor, sigma: Tensor] => {
  const mu = x.mean(0);
  return [mu, x.sub(mu).square().mean(0).sqrt()];
};
const [mu, sigma] = statistics(train.x);
const standardized = train.x.sub(mu).div(sigma);

// %%
/** Three digits; what is below 1e-12 is 0, up to rounding. */
const short = (v: number): string =>
  (Math.abs(v) < 1e-12 ? "0" : v.toPrecision(3)).replace("-", "−");
/** A row for each of the two columns: where it lies, and how wide it is. */
const columnsOf = (x: Tensor, names: string[]): string[][] => {
  const [mean, deviation] = statistics(x);
  const facts = [x.min(0), x.max(0), mean, deviation];
  return names.map((name, j) => [name, ...facts.map((fact) => short(fact.at(j)))]);
};
const centred = train.x.sub(mu);
table(
  ["", "smallest", "largest", "mean", "deviation"],
  [
    ...columnsOf(train.x, ["x₁", "x₂"]),
    ...columnsOf(centred, ["x₁ − μ₁", "x₂ − μ₂"]),
    ...columnsOf(standardized, ["(x₁ − μ₁) / σ₁", "(x₂ − μ₂) / σ₂"]),
    ...columnsOf(centred.div(sigma.square()), ["(x₁ − μ₁) / σ₁²", "(x₂ − μ₂) / σ₂²"]),
  ],
);

// %% [markdown]
// Three things to see. The columns do *not* end up between −1 and 1, as one of the notes has it, but between about
// −1.7 and 1.7. Nor do they have to be bell-shaped: ours are spread evenly, and stay so; only their place and their
// width change. And two of the notes divide by σ² where it should be σ. Take them at their word, and the widths are
// not equal but the wrong way round: the last two lines have 0.00359 and 3.49.
//
// ## Check
//
// The library's `Standardizer` does the same. And because it takes out place and width, it takes out the units: from
// millimetres it must come to the same numbers as from the field of lesson 04.

// %%
const inputs = Standardizer.fit(train);
check("from scratch = the Standardizer", standardized, inputs.apply(train.x), 1e-12);

// %%
const fromField = Standardizer.fit(field.train).apply(field.train.x);
check("from mm = from the field", standardized, fromField, 1e-12);

// %% [markdown]
// ## The experiment
//
// The 2-20-3-1 network with He's first weights from seed 3, 2,000 steps of gradient descent (梯度下降法) on the whole
// train set: raw, with the mean taken off, divided by σ, both, and by σ² as written in the notes. Each at six
// learning rates.
//
// We put the normalization *into* the model, as its first layer. So all models take the same raw points, dev and test
// are moved by the train set's μ and σ without our doing, and nobody who uses the model can forget it.

// %%
const VERSIONS: Record<string, (x: Tensor) => Tensor> = {
  raw: (x) => x,
  "x − μ": (x) => x.sub(mu),
  "x / σ": (x) => x.div(sigma),
  "(x − μ) / σ": (x) => x.sub(mu).div(sigma),
  "(x − μ) / σ²": (x) => x.sub(mu).div(sigma.square()),
};

/** A layer without parameters: what happens to the inputs first. */
class Prepare extends Module {
  constructor(readonly prepare: (x: Tensor) => Tensor) {
    super();
  }
  override forward(x: Tensor): Tensor {
    return this.prepare(x);
  }
}
const network = (version: string): Sequential =>
  new Sequential(
    new Prepare(VERSIONS[version]),
    ...mlp([2, 20, 3, 1], { seed: 3 }).layers,
  );

// %%
const RATES = [1e-6, 1e-5, 1e-4, 1e-2, 0.1, 1];
const trials = Object.keys(VERSIONS).map((version) =>
  RATES.map((learningRate) => {
    const name = `${version} at ${learningRate}`;
    const options = { optimizer: sgd({ learningRate }), epochs: 2_000, name };
    return { version, learningRate, run: fit(network(version), train, options) };
  }),
);
table(
  ["", ...RATES.map((rate) => `α = ${rate}`)],
  trials.map((row) => [
    row[0].version,
    ...row.map(({ run }) => run.history.finalCost.toFixed(3)),
  ]),
  { caption: "The cost after 2,000 steps" },
);

// %% [markdown]
// For each version we keep the rate whose cost on the *dev* set is the lowest.

// %%
const devCost = ({ model }: Run): number =>
  noGrad(() => binaryCrossEntropy(model.forward(dev.x), dev.y).item());
const best = trials.map((row) =>
  row.reduce((a, b) => (devCost(b.run) < devCost(a.run) ? b : a)),
);
const runs: Record<string, Run> = Object.fromEntries(
  best.map(({ version, run }) => [version, run]),
);
costCurve(runs, { log: true, title: "Each at its best learning rate" });

// %%
/** After how many steps the cost is below 0.3 for the first time. */
const stepsTo = ({ history }: Run): string => {
  const step = history.cost.findIndex((J) => J < 0.3);
  return step < 0 ? "never" : String(step);
};
table(
  ["", "best α", "cost at first", "after 2,000 steps", "steps until 0.3"],
  best.map(({ version, learningRate, run }) => [
    version,
    String(learningRate),
    run.history.cost[0].toFixed(3),
    run.history.finalCost.toFixed(3),
    stepsTo(run),
  ]),
);

// %%
accuracyTable(runs, splits);

// %%
const { raw, "x / σ": scaled, "(x − μ) / σ": both } = runs;
const shown = { raw, "x / σ": scaled, "(x − μ) / σ": both };
decisionBoundary(shown, splits);

// %% [markdown]
// ## Explain
//
// - **Raw**, the network learns next to nothing, at any rate. At 0.00001 it gets to 61.6 % of the train set, by a
//   nearly upright border: it has learnt of x₁ alone. From 0.0001 on its cost is ln 2 = 0.693, and stays there. We
//   shall see why.
// - **With the mean taken off** there is still the width of 278 against 0.286, and the cost comes to a stop at 0.421.
// - **Divided by σ**, the best rate is 10,000 times that of the raw data, and 0.3 is reached after 423 steps. With
//   the mean gone, too, it takes 114.
// - **Divided by σ²**, as the notes write it, x₁ is 0.00359 wide, too small for the network to see: 68.7 % of the
//   train set, by x₂ nearly alone.
// - Divided by σ, with the mean or without it, the model gets 92.5 % of the dev set right: taking the mean off made
//   it no better there. Normalization is not there to make a better model, but to get there: quicker, and at a rate
//   that one would think of trying.
//
// What goes wrong in the raw network shows before its first step. The gradient (梯度) of a first-layer weight is the
// mean of error times input, so a large input has a large gradient at its weight. And a ReLU unit is useful if it
// bends within the data: on for some points, off for others.

// %%
/** The length of the gradient of the first weights: those of x₁ and those of x₂. */
const firstGradients = (version: string): [number, number] => {
  const model = network(version);
  const W1 = model.parameters()[0].value;
  binaryCrossEntropy(model.forward(train.x), train.y).backward();
  const lengths = W1.grad!.norm(0);
  return [lengths.at(0), lengths.at(1)];
};
/** How many of the 20 first units are on for all points, for none, and for some. */
const unitsOf = (version: string): number[] => {
  const { layers } = network(version);
  const on = layers[1].forward(layers[0].forward(train.x)).greater(0).mean(0);
  const [always, never] = [on.equal(1).sum().item(), on.equal(0).sum().item()];
  return [always, never, 20 - always - never];
};
table(
  ["", "|dW| of x₁", "of x₂", "always on", "always off", "bend"],
  Object.keys(VERSIONS).map((version) => [
    version,
    ...firstGradients(version),
    ...unitsOf(version),
  ]),
  { caption: "Before the first step: gradients, and the 20 units of the first layer" },
);

// %% [markdown]
// Raw, the two gradients are as 509 to 1, and one learning rate has to suit both. And not one of the 20 units bends:
// x₁ is so large and always positive that the sign of its weight decides, for all 211 points alike, whether a unit is
// on. Such a network is a linear model from the start. Only when the mean is gone does each unit cut through the
// middle of the data: taking off the mean is for the units, dividing by σ is for the learning rate.
//
// And why 0.693? Look at the second layer after training, at each of the six rates:

// %%
const secondLayer = ({ layers }: Sequential): Tensor =>
  noGrad(() =>
    layers.slice(0, 5).reduce((signal, layer) => layer.forward(signal), train.x),
  );
table(
  ["raw, trained at", "second layer's units that are on", "cost"],
  trials[0].map(({ learningRate, run }) => {
    const on = secondLayer(run.model as Sequential).greater(0);
    const percent = `${(100 * on.mean().item()).toFixed(1)} %`;
    return [`α = ${learningRate}`, percent, run.history.finalCost.toFixed(3)];
  }),
);

// %% [markdown]
// From 0.0001 on they are all off, for all points. The first steps, with gradients of 204, have pushed the weights so
// far that every ReLU is shut; no gradient comes through any more, the output is a constant, and the cost of
// answering "one half" is ln 2. The lectures warn that training diverges (发散) at too large a rate. With ReLUs it can
// also die, and on the cost curve that looks like rest.
//
// ## The cost surface
//
// Why does a wide range of inputs ask for a small rate? To *see* the cost we need a model with two weights: logistic
// regression (逻辑回归) with $z = w_1 x_1 + w_2 x_2$ and no bias. The contours (等高线) below are drawn with the same scale
// to the right and up. x₁ runs to 10 here, not to 1000: the valley would be too thin to draw.

// %%
const mild = inUnits(field.train, 10).x;
/** J of logistic regression without a bias: w₁ and w₂, nothing else. */
const costOf =
  (x: Tensor) =>
  (w: Tensor): Tensor =>
    binaryCrossEntropy(x.matmul(w.reshape(2, 1)), train.y);

/** Where gradient descent goes from w = 0, and what it costs there. */
function descend(x: Tensor, rate: number, steps: number) {
  let w = tensor([[0], [0]]);
  const path: Point[] = [];
  const costs: number[] = [];
  for (let t = 0; t <= steps; t++) {
    path.push([w.at(1, 0), w.at(0, 0)]);
    costs.push(costOf(x)(w).item());
    const error = x.matmul(w).sigmoid().sub(train.y);
    w = w.sub(x.T.matmul(error).mul(rate / train.size));
  }
  return { path, costs };
}
/** The surface over w₂ (to the right) and w₁ (up), on equal scales. */
const surfaceOf = (x: Tensor, left: number, low: number) => ({
  cost: (w2: number, w1: number) => noGrad(() => costOf(x)(tensor([w1, w2])).item()),
  x: [left, left + 12] as const,
  y: [low, low + 4.6] as const,
});

// %%
costSurface(
  surfaceOf(mild, -1.5, -2.4),
  {
    "α = 0.35": descend(mild, 0.35, 100).path,
    "α = 0.25": descend(mild, 0.25, 100).path,
    "α = 0.03": descend(mild, 0.03, 100).path,
  },
  {
    names: ["w₂", "w₁"],
    title: "Cost: x₁ from 0 to 10, x₂ from 0 to 1",
    minimum: descend(mild, 0.25, 3_000).path[3_000],
  },
);

// %%
costSurface(
  surfaceOf(standardized, -4, -4.2),
  {
    "α = 7": descend(standardized, 7, 100).path,
    "α = 0.25": descend(standardized, 0.25, 100).path,
  },
  {
    names: ["w₂", "w₁"],
    title: "Cost: the same, standardized",
    minimum: descend(standardized, 7, 500).path[500],
  },
);

// %% [markdown]
// In the raw valley a step along w₁ changes the output ten times as much as one along w₂. The rate must be small
// enough for the steep walls, and then it is far too small for the flat floor: in 100 steps at 0.25 we come a quarter
// of the way. At 0.35 the first steps jump from wall to wall. Standardized, the valley has become a bowl, somewhat
// longer than wide; the way leads almost straight to its bottom, and at a rate of 7 it is reached.
//
// ### How large may the rate be?
//
// Near a point the surface is like a parabola in each direction, with some curvature (曲率) $h$: its slope at the
// distance $d$ from its lowest point is $hd$. A step of gradient descent makes $d - \alpha h d$ of $d$, so it
// multiplies the distance by $1 - \alpha h$. This makes it smaller only if $|1 - \alpha h| < 1$:
//
// $$\alpha < \frac{2}{h_{\max}}$$
//
// In the flattest direction, the distance is then multiplied by $1 - \alpha h_{\min}$, so the *ratio* of the two
// curvatures says how many steps it takes. The curvatures are the eigenvalues (特征值) of the Hessian, the matrix of
// second derivatives, which the library finds; and by trying we can look for the largest rate at which the cost never
// rises.

// %%
/** The largest and the smallest curvature of J at w = 0, whatever the direction. */
const curvatures = (x: Tensor): [number, number] => {
  const H = hessian(costOf(x))(tensor([0, 0]));
  const middle = (H.at(0, 0) + H.at(1, 1)) / 2;
  const half = Math.hypot((H.at(0, 0) - H.at(1, 1)) / 2, H.at(0, 1));
  return [middle + half, middle - half];
};
/** The largest rate at which the cost falls at each of 100 steps, by bisection. */
function largestSteadyRate(x: Tensor): number {
  const falls = (rate: number): boolean =>
    descend(x, rate, 100).costs.every(
      (J, t, all) => t === 0 || J <= all[t - 1] + 1e-12,
    );
  let [low, high] = [1e-8, 1e3];
  while (high / low > 1.01) {
    const rate = Math.sqrt(low * high);
    if (falls(rate)) low = rate;
    else high = rate;
  }
  return low;
}

// %%
const tried: Record<string, Tensor> = {
  "x₁ to 1000, raw": train.x,
  "x₁ to 1000, x − μ": train.x.sub(mu),
  "x₁ to 10, raw": mild,
  "x / σ": train.x.div(sigma),
  "(x − μ) / σ": standardized,
};
table(
  ["", "largest", "smallest", "ratio", "2 / largest", "steady up to", "J after 100"],
  Object.entries(tried).map(([name, x]) => {
    const [largest, smallest] = curvatures(x);
    const rate = largestSteadyRate(x);
    const numbers = [largest, smallest, largest / smallest, 2 / largest, rate];
    const J = descend(x, rate, 100).costs[100].toFixed(3);
    return [name, ...numbers.map((v) => Number(v.toPrecision(3))), J];
  }),
  { caption: "Curvature of J at w = 0, and learning rates" },
);

// %% [markdown]
// - The rule of 2/h is right to a factor of two: a cost with logarithms and a sigmoid gets flatter away from w = 0,
//   so that it allows a little more than it says there.
// - Standardization raises the largest rate from 0.0000276 to 14.4, half a million times.
// - Raw, the curvatures are as two million to one. Taking the mean off halves that and no more: ${(278 / 0.286)^2}$
//   is still nearly a million. Dividing by σ brings it to 7, both to 1.1: at w = 0 the bowl is nearly round. (Farther
//   down it gets longer, as the contours show. Standardization does not make every valley round, but it is a good
//   start.)
// - After 100 steps, each at its largest rate: 0.646 raw, 0.297 standardized.
//
// ## Whose μ and σ?
//
// The train set's, for dev, for test, and for every kick to come: to the model, 0.5 means "half a deviation to the
// right of the *train set's* mean". Many a program normalizes each set by its own numbers, and on the whole test set
// that is hardly noticed. But what if the samples to come are not spread like the train set, or there is only one?

// %%
const model = best[3].run.model as Sequential;
const afterwards = new Sequential(...model.layers.slice(1));
const some = (wanted: (i: number) => boolean): Dataset =>
  test.select(Array.from({ length: test.size }, (_, i) => i).filter(wanted));
const matches: Record<string, Dataset[]> = {
  "all 200 at once": [test],
  "kicks to the right half": [some((i) => test.x.at(i, 0) > SCALE / 2)],
  "kicks to the far half": [some((i) => test.x.at(i, 1) > 0.5)],
  "each kick for itself": Array.from({ length: test.size }, (_, k) =>
    some((i) => i === k),
  ),
};
/** The share of right answers, where `of` standardizes each set. */
const share = (sets: Dataset[], of: (set: Dataset) => Dataset): string => {
  const right = sets.reduce(
    (sum, set) => sum + set.size * accuracy(afterwards, of(set)),
    0,
  );
  const size = sets.reduce((sum, set) => sum + set.size, 0);
  return `${((100 * right) / size).toFixed(1)} %`;
};
table(
  ["test set", "the train set's μ and σ", "its own"],
  Object.entries(matches).map(([name, sets]) => [
    name,
    share(sets, (set) => inputs.apply(set)),
    share(sets, (set) => Standardizer.fit(set).apply(set)),
  ]),
);

// %% [markdown]
// All 200 together have nearly the train set's mean and deviation, and nearly the same accuracy. Take the kicks to
// the right half alone, and their own mean moves them to the middle of the field: three of ten answers are wrong. A
// single kick is its own mean, so it becomes (0, 0) wherever it comes down, and the model gives all of them the same
// answer. μ and σ belong to the model, like its weights.
//
// ## Exercises
//
// ### 1 · Standardize (easy)
//
// Bring every column of `x`, (m, n), to mean 0 and standard deviation 1.
//
// <details><summary>Hint</summary><code>x.mean(0)</code> and <code>x.variance(0)</code> go down the columns, and a
// row of n numbers is subtracted from every row.</details>

// %% tags=["exercise"]
const myStandardize = (x: Tensor): Tensor => unsolved(x);
checkStandardize(myStandardize);

// %% tags=["solution"]
const standardizeSolution = (x: Tensor): Tensor =>
  x.sub(x.mean(0)).div(x.variance(0).sqrt());
checkStandardize(standardizeSolution);

// %% [markdown]
// ### 2 · New samples (medium)
//
// Standardize new samples `x`, (k, n), for a model that was trained on `train`, (m, n). Some columns may be constant
// in the train set: subtract their mean, and do not divide them.
//
// <details><summary>Hint</summary><code>sigma.equal(0).where(1, sigma)</code> is 1 where σ is 0.</details>

// %% tags=["exercise"]
const myApply = (train: Tensor, x: Tensor): Tensor => unsolved(train, x);
checkApplyToNew(myApply);

// %% tags=["solution"]
const applySolution = (train: Tensor, x: Tensor): Tensor => {
  const sigma = train.variance(0).sqrt();
  return x.sub(train.mean(0)).div(sigma.equal(0).where(1, sigma));
};
checkApplyToNew(applySolution);

// %% [markdown]
// ### 3 · Without the normalization (open)
//
// A trained network shall run on a device that cannot normalize. Its first layer computes $z = W \hat x + b$ of
// $\hat x = (x - \mu) / \sigma$; `W` is (n_out, n), `b` is (n_out), `mu` and `sigma` are (n). Find a layer that
// computes the same $z$ from the raw $x$: its weights are $W / \sigma$, what are its biases? Do the other layers
// change? And why not train like that from the start?
//
// <details><summary>Hint</summary>Write W (x − μ)/σ + b as (W/σ) x + something. W times a vector is
// <code>W.matmul(v)</code>.</details>

// %% tags=["exercise"]
const myBias = (W: Tensor, b: Tensor, mu: Tensor, sigma: Tensor): Tensor =>
  unsolved(W, b, mu, sigma);
checkFoldedBias(myBias);

// %% tags=["solution"]
// The other layers stay as they are: they get the same z. And to train W / σ and these
// biases from the start would be to train on raw inputs, in the valley with steep walls.
const biasSolution = (W: Tensor, b: Tensor, mu: Tensor, sigma: Tensor): Tensor =>
  b.sub(W.matmul(mu.div(sigma)));
checkFoldedBias(biasSolution);

// %% [markdown]
// ## Summary
//
// 1. Normalizing: subtract each column's mean, divide by its standard deviation (σ, not σ²).
// 2. One learning rate must suit all weights; inputs of different widths make a valley that no rate suits.
// 3. The largest rate is about 2 / the largest curvature; the ratio of the curvatures says how slow the rest is.
// 4. The mean matters, too: inputs far from 0 leave ReLU units always on or always off.
// 5. μ and σ are the train set's, and part of the model: dev, test and every new sample are moved by them.
//
// What this lesson does for the inputs, batch normalization does for every layer: [lesson
// 13](13-batch-normalization.ipynb).
//
// Next: [08 · Gradient checking](08-gradient-checking.ipynb). Before: [05 · Dropout](05-dropout.ipynb) (lesson 06,
// early stopping and data augmentation, is to come). [All lessons](index.ipynb)
//
// ### Sources
//
// - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller: Efficient BackProp. In: Neural networks: tricks of the trade (1998):
//   means, deviations, curvatures and the largest learning rate.
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 1: normalizing inputs.
// - Lecture notes of students of that course.
