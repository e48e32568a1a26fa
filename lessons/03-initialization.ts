// -*- coding: utf-8 -*-
// %% [markdown]
// # 03 · Initialization
//
// After this lesson you can
//
// - **explain** why weights must not all begin alike, and what becomes of a network where they do;
// - **choose** the size of the first weights for ReLU and for tanh, and derive it in three lines;
// - **read** from activations and gradients, layer by layer, whether a signal fades or blows up on its way.
//
// Time: 45 minutes. It builds on lesson 01 (a network from scratch) and lesson 02 (bias and variance).

// %%
import { RandomState, type Tensor, eye, full, ones, randn, tensor } from "gradbook";
import { type Dataset, datasets } from "gradbook";
import { type Initializer, type Sequential, glorot, he, lecun, normal } from "gradbook";
import { ReLU, Sigmoid, Tanh, mlp, zerosInit } from "gradbook";
import { layerGradients, layerOutputs } from "gradbook";
import { type Run, binaryCrossEntropy, fit, sgd } from "gradbook";
import { type MlpOptions, accuracyTable, costCurve } from "gradbook";
import { activationHistograms, decisionBoundary } from "gradbook";
import { type Dash, type GradientSnapshot, gradientNorms, table } from "gradbook";
import { check, checkHeWeights, checkLeakyDeviation } from "gradbook";
import { checkScales, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// Training begins somewhere: before the first step of gradient descent (梯度下降法) each weight needs a number. Does
// it matter which? We give one network several beginnings and change nothing else.
//
// The data are two rings, one inside the other: 300 points to train on and 100 to test, draw for draw those of the
// course's exercise. The exercise has no dev set; ours is 100 points more by the same recipe, from seed 3.

// %%
const train = datasets.circles({ size: 300, seed: 1, name: "train" });
const dev = datasets.circles({ size: 100, seed: 3, name: "dev" });
const test = datasets.circles({ size: 100, seed: 2, name: "test" });
const splits = { train, dev, test };
const trainAndTest = { train, test };
decisionBoundary({}, trainAndTest);

// %% [markdown]
// The network is 2-10-5-1 with ReLU in its two hidden layers, and all biases begin at 0. Initialization (初始化)
// will mean: how the *weights* begin.
//
// ## Predict
//
// 1. All weights begin at 0. What will the cost be after 15,000 steps, and what share of the points will be right?
// 2. The weights begin as normal random numbers times 10. Is that better, because the signal is strong, or worse?
// 3. A signal passes 150 layers, and each multiplies it by 1.5, or by 0.5. What is left of it?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// ### First: no two units alike
//
// Look at the gradient (梯度) of the first weights in a network with one hidden layer, by the chain rule (链式法则):
//
// $$\mathrm{d}W_1 = \mathrm{d}z_1^\top x, \qquad \mathrm{d}z_1 = (\mathrm{d}z_2 \, W_2) \odot g'(z_1)$$
//
// Each hidden unit (隐藏单元) has one row of $W_1$ and one column of $W_2$. Two units that begin with the same numbers
// get the same gradient, so they are the same after the step, and after every step. Only a difference at the
// beginning can make them different: it has to *break the symmetry* (对称性). In code, three units from three
// beginnings:

// %%
/** The gradients of a 2-3-1 ReLU network without biases, by the chain rule. */
function gradientsByHand(W1: Tensor, W2: Tensor, { x, y, size }: Dataset) {
  const z1 = x.matmul(W1.T);
  const a1 = z1.relu();
  const dz2 = a1.matmul(W2.T).sigmoid().sub(y).div(size);
  const dz1 = dz2.matmul(W2).mul(z1.greater(0));
  return { dW1: dz1.T.matmul(x), dW2: dz2.T.matmul(a1) };
}

const draws = new RandomState(3);
const beginnings = {
  zeros: [full([3, 2], 0), full([1, 3], 0)],
  "all ½": [full([3, 2], 0.5), full([1, 3], 0.5)],
  random: [randn([3, 2], draws), randn([1, 3], draws)],
};
const asText = (row: Tensor) =>
  Array.from(row.data, (value) => value.toFixed(4)).join(", ");
table(
  ["dW₁ of", "unit 1", "unit 2", "unit 3"],
  Object.entries(beginnings).map(([name, [W1, W2]]) => {
    const { dW1 } = gradientsByHand(W1, W2, train);
    return [name, ...[0, 1, 2].map((unit) => asText(dW1.slice(unit, unit + 1)))];
  }),
);

// %% [markdown]
// From zeros there is no gradient at all: the ReLUs give 0, and the way back leads over $W_2 = 0$. From ½ there is
// one, but the three units share it: three units do the work of one. Only random numbers send each its own way.
// (The biases may begin at 0: with different weights, the units differ already.)
//
// ### Second: a signal of the right size
//
// One unit computes $z = w_1 a_1 + \dots + w_n a_n$. If the weights are independent with mean 0 and variance (方差)
// $\mathrm{Var}(w)$, the $n$ terms add up their variances:
//
// $$\mathrm{Var}(z) = n \cdot \mathrm{Var}(w) \cdot E[a^2]$$
//
// Here $n$ is the number of units in the layer before, $n_{in}$, and $E[a^2]$ is the mean of $a^2$; its root is what
// we call the size of a signal. It stays the same from layer to layer when $E[a^2]$ comes out as it went in. What
// that takes depends on the activation function (激活函数):
//
// - **linear, or tanh near 0**, where $a \approx z$: $n \, \mathrm{Var}(w) = 1$, so weights with the standard
//   deviation (标准差) $\sqrt{1/n}$. This is LeCun's choice; the lectures call it Xavier;
// - **ReLU** sets half of the $z$ to 0, so $E[a^2] = \tfrac12 \mathrm{Var}(z)$, and it takes twice the variance: the
//   standard deviation $\sqrt{2/n}$. It is called He, after Kaiming He.
//
// On the way *back* the sum runs over the units of the layer, $n_{out}$, not over its inputs. Xavier Glorot's
// $\sqrt{2/(n_{in} + n_{out})}$ is a compromise between both directions. He's weights in code:

// %%
/** First weights for a layer that a ReLU follows. */
function heWeights(nOut: number, nIn: number, rng: RandomState): Tensor {
  return randn([nOut, nIn], rng).mul(Math.sqrt(2 / nIn));
}
heWeights(4, 2, new RandomState(3));

// %% [markdown]
// And backward? Take a layer of 200 units on 50 inputs. Numbers of size 1 go forward through it, and numbers of size
// 1 come back:

// %%
const source = new RandomState(1);
const [forward, backward] = [randn([1000, 50], source), randn([1000, 200], source)];
const drawn = randn([200, 50], source);
const meanSquare = (t: Tensor) => t.square().mean().item().toFixed(2);
table(
  ["variance of the weights", "forward: E[z²]", "backward: E[da²]"],
  [
    { name: "1/n_in (LeCun)", variance: 1 / 50 },
    { name: "1/n_out", variance: 1 / 200 },
    { name: "2/(n_in + n_out) (Glorot)", variance: 2 / 250 },
  ].map(({ name, variance }) => {
    const W = drawn.mul(Math.sqrt(variance));
    return [name, meanSquare(forward.matmul(W.T)), meanSquare(backward.matmul(W))];
  }),
);

// %% [markdown]
// What keeps the size one way loses it the other way, by the factor 4 = 200/50, and Glorot stands between the two. In
// practice one looks at the way forward, and for layers of equal width it makes no difference.
//
// Does He's size keep the signal? We send 200 samples of 100 random features through 50 ReLU layers of 100 units, and
// look at the root of $E[a^2]$ on the way:

// %%
const digits = (v: number, n: number) => Number(v.toPrecision(n));
/** √E[a²] on the way through 50 ReLU layers with weights of that deviation. */
function sizes(deviation: number): number[] {
  const rng = new RandomState(1);
  let a = randn([200, 100], rng);
  const found: number[] = [];
  for (let layer = 1; layer <= 50; layer++) {
    a = a.matmul(randn([100, 100], rng).mul(deviation).T).relu();
    if ([1, 5, 10, 20, 50].includes(layer))
      found.push(digits(a.square().mean().sqrt().item(), 2));
  }
  return found;
}
table(
  ["√E[a²] after layer", "1", "5", "10", "20", "50"],
  [
    ["√(1/n)", ...sizes(Math.sqrt(1 / 100))],
    ["√(2/n)", ...sizes(Math.sqrt(2 / 100))],
    ["1, not scaled", ...sizes(1)],
  ],
);

// %% [markdown]
// With √(2/n) the size wanders, since a hundred units are no infinity, but it stays near 1 for 50 layers. Without the
// factor 2 each layer leaves only $\sqrt{1/2}$ of it, and after 50 layers, $2^{-25}$, next to nothing is left.
// Without scaling each layer multiplies by $\sqrt{100/2}$, about 7.
//
// This is the reason for vanishing and exploding gradients (梯度消失和梯度爆炸): what is slightly too small or too
// large in one layer, many layers raise to a power. The lectures' example is a network without activation functions
// whose layers all multiply by 1.5, or by 0.5:

// %%
/** What is left of a signal of 1 after that many layers with the weights factor · I. */
function left(factor: number, layers: number): number {
  const W = eye(2).mul(factor);
  let signal = ones([1, 2]);
  for (let l = 0; l < layers; l++) signal = signal.matmul(W.T);
  return digits(signal.at(0, 0), 3);
}
table(
  ["after layers", "10", "50", "150"],
  [1.5, 1.1, 1, 0.9, 0.5].map((factor) => [
    `${factor} · I`,
    ...[10, 50, 150].map((layers) => left(factor, layers)),
  ]),
);

// %% [markdown]
// ## Check
//
// From scratch against the library: the same weights from the same seed, and the same gradient by autograd.

// %%
const layer = mlp([2, 4, 1], { seed: 3, init: he }).parameters()[0].value;
check(
  "He's weights from scratch = the library's",
  heWeights(4, 2, new RandomState(3)),
  layer,
);

// %%
const tiny = mlp([2, 3, 1], { seed: 3, init: normal(1) });
const tinyCost = () => binaryCrossEntropy(tiny.forward(train.x), train.y);
const [randomW1, randomW2] = beginnings.random;
const { dW1 } = gradientsByHand(randomW1, randomW2, train);
check("dW1 by hand = autograd's", dW1, layerGradients(tiny, tinyCost)[0], 1e-12);

// %% [markdown]
// ## The experiment
//
// Three beginnings as in the exercise: zeros, random numbers times 10, He. And a fourth one, `INIT`, which is the
// switch to flip: try "lecun", "glorot", "small". All weights are drawn from seed 3; then 15,000 steps on the whole
// training set at learning rate (学习率) 0.01.

// %%
const choices = { randn: normal(1), lecun: lecun, glorot: glorot, small: normal(0.1) };
const INIT: keyof typeof choices = "randn";

const beginning: Record<string, Initializer> = {
  zeros: zerosInit,
  "random ×10": normal(10),
  he: he,
  [INIT]: choices[INIT],
};
const runs: Record<string, Run> = {};
for (const [name, init] of Object.entries(beginning)) {
  runs[name] = fit(mlp([2, 10, 5, 1], { seed: 3, init }), train, {
    optimizer: sgd({ learningRate: 0.01 }),
    epochs: 15_000,
    name,
  });
}

// %%
costCurve(runs, { log: true });

// %%
decisionBoundary(runs, trainAndTest);

// %%
accuracyTable(runs, splits, {
  inTheNotes: {
    zeros: { train: 50, test: 50 },
    "random ×10": { train: 83, test: 86 },
    he: { train: 99.3, test: 96 },
  },
});

// %% [markdown]
// The exercise prints its cost every 1,000 steps. Since our data and draws are the same, our costs should be, too:

// %%
const printedHe = tensor([
  0.8830537463419761, 0.6879825919728063, 0.6751286264523371, 0.6526117768893807,
  0.6082958970572938, 0.5304944491717495, 0.4138645817071794, 0.3117803464844441,
  0.23696215330322562, 0.18597287209206836, 0.1501555628037182, 0.12325079292273548,
  0.09917746546525937, 0.0845705595402428, 0.07357895962677366,
]);
/** The cost at steps 0, 1000 … 14000. */
const everyThousand = ({ history: { cost } }: Run): Tensor =>
  tensor(cost.filter((_, step) => step % 1000 === 0));
check("He: our costs = the notes'", everyThousand(runs.he), printedHe, 1e-12);

// %%
check(
  "zeros: all 15 costs are ln 2",
  everyThousand(runs.zeros),
  full([15], Math.LN2),
  1e-12,
);

// %%
const { model: fromZeros } = runs.zeros;
table(
  ["from zeros, after 15,000 steps", "largest number in it"],
  fromZeros
    .parameters()
    .map(({ name, value }) => [name, digits(value.abs().max().item(), 1)]),
);

// %%
const shownSteps = [0, 1000, 5000, 10_000, 14_000];
table(
  ["cost at step", ...shownSteps.map(String)],
  [
    ...Object.entries(runs).map(([name, { history }]) => [
      name,
      ...shownSteps.map((step) => history.cost[step].toPrecision(6)),
    ]),
    [
      "he, in the notes",
      ...shownSteps.map((s) => printedHe.at(s / 1000).toPrecision(6)),
    ],
  ],
);

// %% [markdown]
// ## Explain
//
// - **Zeros**: the cost is 0.693147 = ln 2 at each of the 15,000 steps, the cost of saying "½" to everybody. No
//   weight has a gradient, and the last bias has none either, because the two classes are equally large. Rounding
//   alone moves that bias, to ${2 \cdot 10^{-16}}$, and this tips every point to the same side: in the figure all are
//   class 1. Half of them are: 50 %.
// - **Random ×10**: the cost begins at 1774. At step 1,000 it is 0.62, and it ends at 0.38, with 83.0 % right on the
//   train set, 84.0 % on the dev set.
// - **He**: begins at 0.88 and ends at 0.065; 99.3 % on the train set, 100 % on the dev set.
//
// All six accuracies of the notes come out. Two questions are left: what is so bad about large weights, and why is
// plain `randn`, whose size nobody chose, as good as He? We look at each.
//
// ### What is so bad about large weights?
//
// Where does the output $z$ begin, before the sigmoid? And how far does training move the weights, compared with
// their size at the beginning?

// %%
const weightsOf = (run: { parameters: Sequential["parameters"] }): Tensor[] =>
  run.parameters().flatMap(({ kind, value }) => (kind === "weight" ? [value] : []));
/** The range of the first z, and ‖W after − W before‖ / ‖W before‖ by layer. */
function moved(name: string): string[] {
  const begin = mlp([2, 10, 5, 1], { seed: 3, init: beginning[name] });
  const z = Array.from(begin.forward(train.x).data);
  const after = weightsOf(runs[name].model);
  const shares = weightsOf(begin).map((W, l) =>
    after[l].sub(W).norm().div(W.norm()).item(),
  );
  const percent = shares.map((share) => `${(100 * share).toFixed(0)} %`);
  return [Math.min(...z).toFixed(2), Math.max(...z).toFixed(2), ...percent];
}
table(
  ["", "z at first, from", "to", "W₁ moves by", "W₂ moves by", "W₃ moves by"],
  ["random ×10", "he", INIT].map((name) => [name, ...moved(name)]),
);

// %% [markdown]
// Times 10 in each of three layers is times 1,000 in $z$, compared with `randn`: the network begins with $z$ from 63
// to 6,929, "class 1, for certain" to every point, and for half of them that is wrong. And to weights of size 10 a
// step of 0.01 times a gradient is little: in 15,000 steps they move by 19, 11 and 30 per cent of their size, He's by
// 51, 114 and 391. A network that begins with large weights mostly stays what the dice made it.
//
// In the exercise the first cost reads *inf*, in ours 1774. Why? It computes $\ln(1 - a)$ from $a = \sigma(z)$:

// %%
const large = mlp([2, 10, 5, 1], { seed: 3, init: normal(10) });
const z = large.forward(train.x).detach();
const a = z.sigmoid();
const naive = train.y.where(a.log(), a.rsub(1).log()).mean().neg();
table(
  ["the first cost of random ×10", ""],
  [
    ["points whose a is exactly 1", a.equal(1).sum().item()],
    ["the formula, from a", String(naive.item())],
    ["the library, from z", binaryCrossEntropy(z, train.y).item().toFixed(1)],
  ],
);

// %% [markdown]
// All 300 points have $z > 37$, where a double can no longer tell $\sigma(z)$ from 1; then $\ln(1 - a) = -\infty$,
// and where the label is 1, $0 \cdot (-\infty)$ is no number at all. From $z$ itself the same cost can be computed
// without that.
//
// ### Why is He no better than plain randn here?
//
// The textbook's story is that √(2/n) trains better. Here `randn` ends at a cost of 0.058, He at 0.065, and the dev
// accuracies differ by one point of 100. Is that the luck of one seed? We try both from five seeds, with ten times
// the rate and a tenth of the steps:

// %%
/** The cost after 1,500 steps at rate 0.1, from each of five seeds. */
const costs = (init: Initializer): string[] =>
  [1, 2, 3, 4, 5].map((seed) => {
    const model = mlp([2, 10, 5, 1], { seed, init });
    const optimizer = sgd({ learningRate: 0.1 });
    const { history } = fit(model, train, { optimizer, epochs: 1500, progress: false });
    return history.finalCost.toFixed(3);
  });
table(
  ["cost after 1,500 steps", "seed 1", "seed 2", "seed 3", "seed 4", "seed 5"],
  [
    ["he", ...costs(he)],
    ["randn", ...costs(normal(1))],
  ],
);

// %% [markdown]
// Now randn is ahead from four of the five seeds, but the seeds themselves differ more: He's costs go from 0.065 to
// 0.219. The reason is in the formula: the first layer has 2 inputs, so He's factor there is √(2/2) = 1, *the
// very same numbers*. In the other two it is √(2/10) = 0.45 and √(2/5) = 0.63, and so randn's first $z$ are 3.5 times
// as large, 6.93 against 1.96 at most. In a network of three layers that does no harm.
//
// The formula earns its keep where many units add up and many layers multiply. That comes next.
//
// ## Inside a deeper network
//
// Six hidden layers of 20 ReLU units on the same rings, 600 steps at rate 0.05. While they train, we keep the
// activations (激活值) of each hidden layer at some of the steps.

// %%
const deep = (hidden: number, width: number) => [2, ...Array(hidden).fill(width), 1];
const moments = [10, 100, 300, 600];
/** Trains six hidden layers, and keeps their activations at some moments. */
function watched(name: string, init: Initializer) {
  const model = mlp(deep(6, 20), { seed: 3, init });
  const now = (step: number) => ({
    step,
    layers: layerOutputs(model, train.x, [ReLU]),
  });
  const snapshots = [now(0)];
  const run = fit(model, train, {
    optimizer: sgd({ learningRate: 0.05 }),
    epochs: 600,
    name,
    onStep: (step) => {
      if (moments.includes(step + 1)) snapshots.push(now(step + 1));
    },
  });
  return { run, snapshots };
}
const nets = {
  he: watched("he", he),
  lecun: watched("lecun", lecun),
  small: watched("small", normal(0.1)),
  randn: watched("randn", normal(1)),
};

// %% [markdown]
// Move the slider! (randn is left out of the figures: its numbers are larger than any axis can show beside the
// others'. It is in the tables.)

// %%
activationHistograms({
  he: nets.he.snapshots,
  lecun: nets.lecun.snapshots,
  small: nets.small.snapshots,
});

// %%
costCurve({ he: nets.he.run, lecun: nets.lecun.run, small: nets.small.run });

// %%
const deepRuns: Record<string, Run> = {};
for (const [name, { run }] of Object.entries(nets)) deepRuns[name] = run;
accuracyTable(deepRuns, splits, { caption: "Six hidden layers, after 600 steps" });

// %%
const zeros = (a: Tensor) => `${(100 * a.equal(0).mean().item()).toFixed(0)} %`;
table(
  [
    "",
    "√E[a²] in layer 6, step 0",
    "cost, step 0",
    "step 1",
    "step 10",
    "zeros in layer 6, step 10",
  ],
  Object.entries(nets).map(([name, { run, snapshots }]) => [
    name,
    snapshots[0].layers[5].square().mean().sqrt().item(),
    ...[0, 1, 10].map((step) => run.history.cost[step]),
    zeros(snapshots[1].layers[5]),
  ]),
);

// %% [markdown]
// - **He**: about half of each layer's activations are 0, and the others keep their size through all six layers. It
//   reaches 97.0 % on the dev set. (Its cost jumps up now and then: at this rate some steps are too large. In lesson
//   11 the rate shrinks on the way.)
// - **LeCun**, made for tanh: each ReLU layer takes a part of the signal away, and at step 0 the sixth layer's bars
//   crowd at 0. Training makes up for that, but it takes time: after 600 steps the cost is 0.415 where He's is 0.104.
// - **Small**, randn times 0.1: the signal dies on its way, in layer 6 it is 0.0002. After 600 steps next to nothing
//   has changed, and the cost is 0.693 from the first step to the last. (Its 64.0 % on the dev set are right by a
//   hair: all its answers are next to ½.)
// - **randn**: begins at a cost of 609. Its first step makes it 12,800, and by step 10 no point gets through the
//   sixth layer any more. Then every output is the same, the cost is ln 2, and no gradient comes back: it is dead.
//
// So in a network of seven layers it is no longer true that any size near 1 will do.
//
// ## Gradients in deep networks
//
// What about the way back? Twenty hidden layers of 100 units, before the first step: for each layer the norm of
// $\partial J / \partial W$, for three activation functions and three beginnings.

// %%
/** ∂J/∂W of each layer before the first step. */
function atTheStart(hidden: number, options: MlpOptions): GradientSnapshot[] {
  const model = mlp(deep(hidden, 100), { seed: 3, ...options });
  const J = () => binaryCrossEntropy(model.forward(train.x), train.y);
  return [{ step: 0, layers: layerGradients(model, J) }];
}
const tanh = () => new Tanh();
const sigmoid = () => new Sigmoid();
const deepNets: Record<string, MlpOptions> = {
  "ReLU, he": { init: he },
  "ReLU, lecun": { init: lecun },
  "ReLU, randn": { init: normal(1) },
  "tanh, lecun": { init: lecun, activation: tanh },
  "tanh, randn": { init: normal(1), activation: tanh },
  "sigmoid, lecun": { init: lecun, activation: sigmoid },
};
const gradients: Record<string, GradientSnapshot[]> = {};
for (const [name, options] of Object.entries(deepNets))
  gradients[name] = atTheStart(20, options);
const styles: Record<string, { dash: Dash }> = {};
for (const name of Object.keys(deepNets))
  styles[name] = {
    dash: /ReLU/.test(name) ? "solid" : /tanh/.test(name) ? "dash" : "dot",
  };
gradientNorms(gradients, { styles, title: "Gradient norms, 20 hidden layers" });

// %%
const firstNorm = ([{ layers }]: GradientSnapshot[]): number =>
  digits((layers[0] as Tensor).norm().item(), 2);
table(
  ["norm of ∂J/∂W₁ with hidden layers", "1", "5", "10", "20"],
  Object.entries(deepNets).map(([name, options]) => [
    name,
    ...[1, 5, 10].map((hidden) => firstNorm(atTheStart(hidden, options))),
    firstNorm(gradients[name]),
  ]),
);

// %% [markdown]
// One often hears that a vanishing gradient fades *on its way* to the first layers, and an exploding one grows on it.
// That is half of the story; the figure has two kinds of lines:
//
// - **ReLU's lines are level**, whatever the weights (the first layer has 2 inputs, not 100, so its norm is smaller).
//   Only their height differs: about 1 for He, $10^{-4}$ for LeCun, $10^{16}$ for randn. The reason is
//   $\mathrm{d}W_l = \mathrm{d}z_l^\top a_{l-1}$: the signal has passed $l - 1$ layers on its way to $a_{l-1}$, and
//   the gradient passes the others on its way back to $\mathrm{d}z_l$. Each factor is in it once, whichever layer we
//   look at. The *number* of layers decides, as the table shows: He's first gradient stays between 0.04 and 0.2,
//   LeCun's falls from 0.088 to ${1.7 \cdot 10^{-5}}$.
// - **tanh with large weights and the sigmoid slope.** Their signal is held in bounds, so on the way forward nothing
//   happens; on the way back each layer multiplies by $W$ and by the slope $g'$. The sigmoid's slope is at most ¼:
//   its gradient falls from 0.05 in the last layer to $10^{-15}$ in the first. With weights of size 1 tanh's grows
//   from 0.7 to 3,700,000: here $W$ enlarges more than the slope takes away. With √(1/n) tanh's line is level, too.
//
// No learning rate helps against a slope: what is right for the last layer is far too small or too large for the
// first. That is one reason why sigmoids have left the hidden layers of deep networks.
//
// ## Exercises
//
// ### 1 · He's weights (easy)
//
// Make He's first weights for a ReLU layer on `nIn` inputs, from the standard normal numbers `draws`, of shape
// (n_out, n_in). Put your code in the place of `unsolved(…)` and run the cell.
//
// <details><summary>Hint</summary>A normal number times c has standard deviation c, and variance c².</details>

// %% tags=["exercise"]
const myWeights = (nIn: number, draws: Tensor): Tensor => unsolved(nIn, draws);
checkHeWeights(myWeights);

// %% tags=["solution"]
const weightsSolution = (nIn: number, draws: Tensor): Tensor =>
  draws.mul(Math.sqrt(2 / nIn));
checkHeWeights(weightsSolution);

// %% [markdown]
// ### 2 · Leaky ReLU (medium)
//
// A leaky ReLU gives $z$ above 0 and $k z$ below. Which standard deviation of the weights keeps the size of the
// signal?
//
// <details><summary>Hint</summary>Half of the z are below 0, so E[a²] = ½ Var(z) + ½ k² Var(z). Try k = 0 and k = 1:
// you know both answers.</details>

// %% tags=["exercise"]
const myDeviation = (nIn: number, slope: number): number => unsolved(nIn, slope);
checkLeakyDeviation(myDeviation);

// %% tags=["solution"]
const deviationSolution = (nIn: number, slope: number): number =>
  Math.sqrt(2 / ((1 + slope ** 2) * nIn));
checkLeakyDeviation(deviationSolution);

// %% [markdown]
// ### 3 · Better than He (open)
//
// The notes mention that the size of the first weights can be tuned like any other number. Choose a factor on He's
// weights for each of the three layers, so that the 2-10-5-1 network gets more of the *dev* set right than with He's
// weights as they are, after 5,000 steps at rate 0.01.
//
// <details><summary>Hint</summary>Compare randn with He: which layers differ, and by what? Then go on, until the
// first cost tells you to stop.</details>

// %% tags=["exercise"]
const myScales = (): [number, number, number] => unsolved();
checkScales(myScales, splits);

// %% tags=["solution"]
const scalesSolution = (): [number, number, number] => [1, 2, 2];
checkScales(scalesSolution, splits);

// %% [markdown]
// ## Summary
//
// 1. Units that begin alike stay alike: weights begin at random, biases may begin at 0.
// 2. A layer multiplies the signal's variance by n · Var(w), and ReLU halves it: so √(2/n) for ReLU, √(1/n) for tanh.
// 3. What is slightly wrong in one layer, L layers raise to a power: the signal fades or blows up, and so does the
//    gradient.
// 4. In a network of three layers any size near 1 will do; in one of seven it decides whether anything is learnt.
// 5. Look at the first cost: ln 2 or a little more is healthy, 1774 is a loud wrong opinion.
//
// Next: [04 · L1 and L2 regularization](04-regularization.ipynb). [All lessons](index.ipynb)
//
// ### Sources
//
// - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller: Efficient BackProp. In: Neural Networks: Tricks of the Trade (1998).
// - X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS (2010).
// - K. He, X. Zhang, S. Ren, J. Sun: Delving deep into rectifiers. ICCV (2015).
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 1: initialization, and its exercise.
// - Lecture notes of students of that course.
