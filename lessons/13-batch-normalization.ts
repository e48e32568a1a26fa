// -*- coding: utf-8 -*-
// %% [markdown]
// # 13 · Batch normalization
//
// After this lesson you can
//
// - **write** batch normalization, forward and backward, and the averages that it needs at test time;
// - **explain** why the bias falls away, why large learning rates work, and why the size of the batch matters;
// - **judge** which of the stories told about batch normalization hold, by experiments.
//
// Time: 60 minutes. It builds on [lesson 03](03-initialization.ipynb) (initialization),
// [lesson 07](07-normalization.ipynb) (normalizing inputs) and lesson 09 (mini-batches and moving averages).

// %%
import { RandomState, type Tensor, randn, tensor, zeros } from "gradbook";
import { datasets, noGrad, setFusedProducts } from "gradbook";
import { BatchNorm, Linear, Module, Sequential, mlp } from "gradbook";
import { crossEntropy, layerGradients, layerOutputs } from "gradbook";
import { type Run, accuracy, fit, sgd } from "gradbook";
import { accuracyMap, accuracyTable, batchNormBands } from "gradbook";
import { type ActivationSnapshot, costCurve, gradientNorms } from "gradbook";
import { imageGrid, table } from "gradbook";
import { type DeepSettings, check, checkBatchNorm } from "gradbook";
import { checkDeepSettings, checkMovingMean, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// [Lesson 07](07-normalization.ipynb) brought the inputs to mean (均值) 0 and standard deviation 1, and training became
// easier. But what about the second layer? *Its* inputs are the activations of the first, and nobody normalizes
// those. Worse: with every step the first layer changes, and so do they. What the second layer has learnt about its
// inputs no longer quite holds. The lectures call a change of the inputs' distribution *covariate shift* (协变量偏移).
//
// We take ten classes of small images, 10 × 10 pixels, 1,000 to train on, 500 each for dev (验证集) and test (测试集), and
// a network that is deep for this: five hidden layers (隐藏层) of 30 units. (The digits are drawn by the library.
// Several classes need a softmax and its cost: `fit` takes care of that, and [lesson 14](14-softmax.ipynb) explains
// it.)
//
// Single precision is enough here, and quick. Large learning rates blow up its rounding errors, so we ask for products
// that every machine rounds alike: then your figures are those of this text.

// %%
setFusedProducts("none");
const { train, dev, test } = datasets.digits({
  train: 1000,
  side: 10,
  dtype: "float32",
});
const splits = { train, dev, test };
const layers = (hidden: number) => [100, ...Array(hidden).fill(30), 10];
const network = (hidden: number, batchNorm: boolean, seed = 1) =>
  mlp(layers(hidden), { seed, batchNorm, dtype: "float32" });
imageGrid(train.x.slice(0, 10).reshape(10, 10, 10), { title: "Ten digits" });

// %% [markdown]
// ## Predict
//
// We will normalize the $z$ of every hidden unit, over the samples of each mini-batch.
//
// 1. Will larger learning rates (学习率) be possible than without, or only smaller ones?
// 2. A layer computes $z = W a + b$, and then the mean is subtracted. What becomes of $b$?
// 3. At test time a single image comes. What is the mean over a batch of one?
// 4. With the whole train set as one batch, mean and deviation are exact. Is that better for the dev set, or worse?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// Batch normalization (批归一化) takes mean $\mu$ and variance (方差) $\sigma^2$ of each unit's $z$ over the $m$ samples of
// the mini-batch. That every unit had mean 0 and deviation 1 would be too rigid, so each gets two parameters of its
// own, a scale $\gamma$ and a shift $\beta$:
//
// $$\hat z = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad \tilde z = \gamma \, \hat z + \beta$$
//
// $\varepsilon$ is a small number, against a division by 0. A student asks in the notes: are $\gamma$ and $\beta$ set
// by people, or does gradient descent (梯度下降法) update them? They are learned, like the weights. In code:

// %%
/** Batch normalization in training. z (m, n), gamma and beta (n). */
function batchNorm(z: Tensor, gamma: Tensor, beta: Tensor, epsilon = 1e-5): Tensor {
  const mean = z.mean(0);
  const variance = z.variance(0);
  const zHat = z.sub(mean).div(variance.add(epsilon).sqrt());
  return zHat.mul(gamma).add(beta);
}

const rng = new RandomState(1);
const z = randn([50, 3], rng)
  .mul(tensor([1, 5, 0.2]))
  .add(tensor([3, 0, -1]));
const [gamma, beta] = [tensor([1, 0.5, 2]), tensor([0.2, -1, 3])];
const row = (name: string, t: Tensor, digits = 2) => [
  name,
  ...Array.from(t.data, (value) => value.toFixed(digits).replace("-", "−")),
];
const normed = batchNorm(z, gamma, beta);
table(
  ["", "unit 1", "unit 2", "unit 3"],
  [
    row("mean of z", z.mean(0)),
    row("deviation of z", z.variance(0).sqrt()),
    row("γ", gamma),
    row("β", beta),
    row("mean of z̃", normed.mean(0)),
    row("deviation of z̃", normed.variance(0).sqrt()),
  ],
);

// %% [markdown]
// Whatever the units were, β is their mean now and γ their deviation. Nothing is lost: with $\gamma = \sigma$ and
// $\beta = \mu$ a network could even undo the normalization, if that were best.
//
// Some normalize $a$, after the activation function; the lectures advise $z$, before it, and so does this library.
//
// ### The bias falls away
//
// A bias $b$ adds the same number to all samples of a unit. So it is part of their mean, and is subtracted again:

// %%
const b = tensor([7, -3, 100]);
check("z + b gives the same as z", batchNorm(z.add(b), gamma, beta), normed, 1e-12);

// %% [markdown]
// So the linear layers before a batch normalization have no $b$; β takes its place.
//
// ### Backward
//
// $\mu$ and $\sigma$ depend on all samples of the batch, so the chain rule (链式法则) leads from each output to *every*
// $z$ of its column. After some lines the three ways add up to
//
// $$\mathrm{d}z = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}} \left( \mathrm{d}\tilde z
// - \overline{\mathrm{d}\tilde z} - \hat z \cdot \overline{\mathrm{d}\tilde z \, \hat z} \right)$$
//
// where the bar is the mean over the batch. That is: from the gradient (梯度) its mean is taken away, and whatever in
// it points along $\hat z$. Those are the two things that normalization undoes: a shift and a stretch.

// %%
/** The gradients of batch normalization, from that of its output. */
function batchNormBackward(z: Tensor, gamma: Tensor, dOut: Tensor, epsilon = 1e-5) {
  const deviation = z.variance(0).add(epsilon).sqrt();
  const zHat = z.sub(z.mean(0)).div(deviation);
  const dGamma = dOut.mul(zHat).sum(0);
  const dBeta = dOut.sum(0);
  const dz = dOut
    .sub(dOut.mean(0))
    .sub(zHat.mul(dOut.mul(zHat).mean(0)))
    .mul(gamma.div(deviation));
  return { dz, dGamma, dBeta };
}
const dOut = randn([50, 3], rng);
const byHand = batchNormBackward(z, gamma, dOut);
check("the gradient of b is 0", byHand.dz.sum(0), zeros([3]), 1e-12);

// %% [markdown]
// (The gradient of $b$ would be the sum of $\mathrm{d}z$ over the batch. It is 0: $b$ would not even be trained.)
//
// ## Check
//
// The library's layer and its autograd against our own:

// %%
const layer = new BatchNorm(3);
layer.load({ ...layer.state(), gamma: gamma, beta: beta });
const input = tensor(z.data, { shape: [50, 3], requiresGrad: true });
const output = layer.forward(input);
check("forward by hand = BatchNorm's", normed, output, 1e-12);

// %%
output.backward(dOut);
check("dz by hand = autograd's", byHand.dz, input.grad!, 1e-12);

// %%
check("dγ by hand = autograd's", byHand.dGamma, layer.gamma.grad!, 1e-12);

// %% [markdown]
// ## At test time
//
// When the network is used, there may be no batch: the mean of a batch of one is the sample itself. What is left is
// β, whatever $z$ was:

// %%
batchNorm(z.slice(0, 1), gamma, beta);

// %% [markdown]
// Even where there is a batch, the answer for an image should not depend on which others come with it. So during
// training each layer keeps a moving average (指数加权平均) of the batches' means and variances, and uses these instead.
// With the share `momentum` that stays at each step, and the correction for the start at 0 (lesson 09):
//
// $$v_t = \text{momentum} \cdot v_{t-1} + (1 - \text{momentum}) \cdot \mu_t$$
// $$\mu_{\text{test}} = \frac{v_t}{1 - \text{momentum}^t}$$

// %%
const norm = new BatchNorm(3, { momentum: 0.9 });
let average = zeros([3]);
for (let t = 1; t <= 20; t++) {
  const batch = randn([50, 3], rng).add(tensor([3, 0, -1]));
  norm.forward(batch);
  average = average.mul(0.9).add(batch.mean(0).mul(0.1));
}
const corrected = average.div(1 - 0.9 ** 20);
check("moving average by hand = BatchNorm's", corrected, norm.averages.mean, 1e-12);

// %% [markdown]
// ## The experiment
//
// The network with five hidden layers, with and without batch normalization: 400 steps on mini-batches of 50, at rate
// 0.1 and at the rate `RATE`, which is the switch to flip: try 0.03, 0.3 or 3.

// %%
const RATE = 1;
const trained = (name: string, model: Module, learningRate: number, steps = 400) =>
  fit(model, train, {
    optimizer: sgd({ learningRate }),
    steps,
    batchSize: 50,
    name,
  });
const runs: Record<string, Run> = {
  plain: trained("plain", network(5, false), 0.1),
  [`plain, rate ${RATE}`]: trained(`plain at ${RATE}`, network(5, false), RATE),
  "batch norm": trained("batch norm", network(5, true), 0.1),
  [`batch norm, rate ${RATE}`]: trained(
    `batch norm at ${RATE}`,
    network(5, true),
    RATE,
  ),
};
costCurve(runs);

// %%
accuracyTable(runs, splits);

// %% [markdown]
// ## Explain
//
// - **Plain**: at rate 0.1 it ends at 95.7 % on the train set and 89.4 % on the dev set. At rate 1 it is dead: its
//   cost ends at 2.30 = ln 10, it gives each of the ten classes the same share, and 10.0 % are right.
// - **Batch norm**: begins at a higher cost, 2.84 against 2.39, and is below after some twenty steps. At rate 0.1 it
//   learns all 1,000 training images, 90.0 % on the dev set; at ten times the rate it is as good, 91.0 %.
// - On the dev set 90.0 against 89.4 % is three images of 500. A plain network with a rate that suits it need not
//   fall behind in the end. (Other seeds and more steps come further down.) What batch normalization gives here is
//   not a better network but one that is easier to train.
//
// (The notes print no figures for batch normalization, so there is no column for them.)
//
// ### Deeper networks, larger rates
//
// Is that so for other rates and depths? We train 50 networks, 100 steps each, and look at the accuracy on the dev
// set.

// %%
const depths = [1, 3, 6, 10, 20];
const rates = [0.03, 0.1, 0.3, 1, 3];
/** The dev accuracy after 100 steps, or NaN where the cost was no number any more. */
function afterHundred(hidden: number, batchNorm: boolean, learningRate: number) {
  const optimizer = sgd({ learningRate });
  const model = network(hidden, batchNorm);
  try {
    fit(model, train, {
      optimizer,
      steps: 100,
      batchSize: 50,
      name: `${hidden} layers`,
    });
  } catch {
    return Number.NaN;
  }
  return accuracy(model, dev);
}
const mapOf = (batchNorm: boolean) =>
  depths.map((hidden) => rates.map((rate) => afterHundred(hidden, batchNorm, rate)));
accuracyMap(
  { plain: mapOf(false), "batch norm": mapOf(true) },
  {
    title: "Dev accuracy after 100 steps, in per cent",
    rows: depths.map(String),
    rowTitle: "hidden layers",
    columns: rates.map(String),
    columnTitle: "learning rate",
  },
);

// %% [markdown]
// - **The plain network** has one good rate, and it depends on the depth: 1 for one hidden layer (83.6 %), 0.3 for
//   three (63.0 %), 0.1 for six (29.2 %). One step to the right of it is the end. With ten and twenty none of the
//   five rates gets beyond 21.0 %, and three fields at the bottom right are empty: there the cost was no number any
//   more.
// - **With batch normalization** 0.3 or 1 is best in every row, and both are good: 91.8, 90.0, 88.0 and 72.2 % for
//   one, three, six and ten hidden layers. Nowhere does the cost explode.
//
// That is what the notes say of it: the search for hyper-parameters (超参数) becomes easier, since more of them work,
// and deeper networks can be trained.
//
// ### How deep?
//
// Does that go on? In the last row, twenty hidden layers, 100 steps bring 29.2 % at best. We give twenty and thirty
// hidden layers five times as many steps, and look at the gradients of forty before the first step.

// %%
const deepRun = trained("20 hidden layers", network(20, true), 0.3, 500);
const thirty = trained("30 hidden layers", network(30, true), 0.3, 500);
accuracyTable({ "20 hidden layers": deepRun, "30 hidden layers": thirty }, splits, {
  caption: "Batch norm, rate 0.3, after 500 steps",
});

// %%
/** ∂J/∂W of each layer before the first step; the network has 40 hidden layers. */
function atTheStart(batchNorm: boolean) {
  const model = network(40, batchNorm);
  const J = () => crossEntropy(model.forward(train.x), train.y);
  return [{ step: 0, layers: layerGradients(model, J) }];
}
gradientNorms(
  { plain: atTheStart(false), "batch norm": atTheStart(true) },
  { title: "Gradient norm by layer, 40 hidden layers" },
);

// %% [markdown]
// Twenty hidden layers learn, slowly: 75.0 % on the dev set. Thirty do not: 25.8 %. The figure shows why. The plain
// network, with He's weights, has gradients that rise and fall, but without a slope, as in [lesson
// 03](03-initialization.ipynb). With batch normalization they grow on the way back, from 0.41 in the last layer to
// 509 in the first: by a factor of 1.2 in each layer. (Theory gives √(π/(π − 1)) = 1.21 for wide layers with ReLU.)
// To the power of 40 that is too much: batch normalization makes deep networks easier, but not as deep as one likes.
// Networks of a hundred layers also have connections that skip layers.
//
// ## What z does while the network learns
//
// Back to five hidden layers, at rate 0.1. Every 20 steps we look at the $z$ of the same 200 images, in all hidden
// layers: the band holds the middle 70 %, the line is the median.

// %%
const look = train.x.slice(0, 200);
/** Trains a network, and keeps z before and after normalization, for 200 images. */
function watched(name: string, model: Sequential, learningRate = 0.1) {
  const [before, after]: ActivationSnapshot[][] = [[], []];
  const keep = (step: number) => {
    before.push({ step, layers: layerOutputs(model, look, [Linear]).slice(0, 5) });
    after.push({ step, layers: layerOutputs(model, look, [BatchNorm]) });
  };
  keep(0);
  const run = fit(model, train, {
    optimizer: sgd({ learningRate }),
    steps: 400,
    batchSize: 50,
    name,
    onStep: (step) => {
      if (step % 20 === 19) keep(step + 1);
    },
  });
  return { run, before, after };
}
const plain = watched("plain", network(5, false));
const batchNormed = watched("batch norm", network(5, true));
batchNormBands({
  plain: plain.before,
  "batch norm": batchNormed.before,
  "batch norm, after it": batchNormed.after,
});

// %% [markdown]
// Mind the axes: each row of the figure has its own. How far does a unit's mean move in 20 steps, compared with the
// unit's own deviation?

// %%
/** How many of its deviations a unit's mean moves in 20 steps, layer by layer. */
function movement(snapshots: ActivationSnapshot[]): string[] {
  const moments = snapshots.map(({ layers }) =>
    layers.map((z) => ({ mean: z.mean(0), deviation: z.variance(0).sqrt() })),
  );
  return [0, 1, 2, 3, 4].map((l) => {
    const moves = moments.slice(1).map((now, i) => {
      const moved = now[l].mean.sub(moments[i][l].mean).abs();
      return moved.div(now[l].deviation).mean().item();
    });
    return (moves.reduce((sum, move) => sum + move, 0) / moves.length).toFixed(3);
  });
}
table(
  ["mean of z moves by, in layer", "1", "2", "3", "4", "5"],
  [
    ["plain", ...movement(plain.before)],
    ["batch norm", ...movement(batchNormed.before)],
  ],
);

// %% [markdown]
// In the plain network the deeper layers' $z$ drift and spread: in layer 5 the band was 0.8 wide at first, and is 5.4
// wide in the end. In 20 steps a unit's mean moves by 0.19 of its deviation in layer 1, and the deeper the layer, the
// more: 0.40 in layer 5. With batch normalization the $z$ of layers 2 to 5 move by 0.02 even before they are
// normalized, because their inputs were; after it they hold their place by construction, but for what γ and β do.
//
// ## Does it help *because* of that?
//
// So batch normalization does calm the covariate shift. But does it help because of that? Those are two questions,
// and the second asks for another experiment: disturb the calm, and see whether the help is gone (Santurkar and
// others, 2018). After each batch normalization we add a random number to each unit, another one at each step, half
// as large as the unit's deviation.

// %%
/** Adds a number to each unit: the same for the whole batch, another at each step. */
class Jolts extends Module {
  readonly rng = new RandomState(2);
  override forward(x: Tensor): Tensor {
    if (!this.isTraining) return x;
    return x.add(randn([1, x.shape[1]], this.rng, { dtype: x.dtype }).mul(0.5));
  }
  override generators() {
    return [this.rng];
  }
}
const withJolts = (seed: number) =>
  new Sequential(
    ...network(5, true, seed).layers.flatMap((layer) =>
      layer instanceof BatchNorm ? [layer, new Jolts()] : [layer],
    ),
  );
const jolted = watched("with jolts", withJolts(1));
table(
  ["mean of z moves by, in layer", "1", "2", "3", "4", "5"],
  [
    ["plain", ...movement(plain.before)],
    ["batch norm", ...movement(batchNormed.before)],
    ["batch norm with jolts", ...movement(jolted.before)],
  ],
);

// %%
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
/** The first seed's run is there already. */
const onDev = (name: string, first: Run, make: (seed: number) => Sequential) => [
  name,
  ...[first, ...[2, 3].map((seed) => trained(name, make(seed), 0.1))].map(({ model }) =>
    percent(accuracy(model, dev)),
  ),
];
table(
  ["dev accuracy, rate 0.1", "seed 1", "seed 2", "seed 3"],
  [
    onDev("plain", runs.plain, (seed) => network(5, false, seed)),
    onDev("batch norm", runs["batch norm"], (seed) => network(5, true, seed)),
    onDev("batch norm with jolts", jolted.run, withJolts),
  ],
);

// %% [markdown]
// Now the means of layers 2 to 5 move by 0.39 to 0.42: about as much as in the plain network, or more. And yet the
// disturbed networks do as well as the undisturbed ones, and better than the plain ones, from each of the three
// seeds: 90.2, 94.8 and 91.0 % on the dev set. So it is *not* the calm that helps. The lectures' explanation
// describes what batch normalization does, but not why it works. (One of the disturbed networks is the best of all.
// Jolts are noise, and noise can regularize, as dropout does; one seed says little, but we
// come back to it.)
//
// ### Larger weights, smaller steps
//
// So what else? Multiply the weights $W$ of a layer by 10. Its $z$ are ten times as large, and the normalization
// takes the ten away again. So neither the outputs nor the cost change. And what does not change the cost at ten
// times the size has a tenth of the slope:

// %%
const model = network(5, true);
const J = () => crossEntropy(model.forward(train.x), train.y);
const state = model.state();
const W2 = "3.weight";
table(
  ["", "J", "norm of dW₂"],
  [1, 10, 100].map((c) => {
    model.load({ ...state, [W2]: state[W2].mul(c) });
    const gradient = layerGradients(model, J)[1].norm().item();
    return [`${c} · W₂`, J().item().toFixed(5), gradient.toFixed(5)];
  }),
);

// %% [markdown]
// (In the fifth decimal ε is to be seen.) Two things follow:
//
// - A step has no part along $W$, where the cost is level. It stands at a right angle to $W$, and by Pythagoras *each
//   step makes the weights longer*.
// - What a step changes is measured by its length compared with $W$: $\alpha \|\mathrm{d}W\| / \|W\|$, and since the
//   gradient goes with $1 / \|W\|$, what counts is $\alpha / \|W\|^2$. Longer weights make smaller steps.
//
// So a rate that is too large should make the weights grow until it is too large no more. Does it, in 400 steps?

// %%
table(
  ["rate α", "norm of W₁ at first", "in the end", "α / norm² at first", "in the end"],
  [0.1, 0.3, 1, 3].map((rate) => {
    const net = network(5, true);
    const size = () => net.parameters()[0].value.norm().item();
    const first = size();
    trained(`rate ${rate}`, net, rate);
    const sizes = [first, size()];
    const steps = sizes.map((norm) => (rate / norm ** 2).toFixed(4));
    return [String(rate), ...sizes.map((norm) => norm.toFixed(2)), ...steps];
  }),
);

// %% [markdown]
// It does. The largest rate is 30 times the smallest; after 400 steps the $\alpha / \|W_1\|^2$ of all four lie
// between 0.0016 and 0.0046, a factor of 3. At rate 3 the weights have grown to 3.6 times their size. With batch
// normalization the network regulates its own step size, and that is why the rate does not have to be hit so exactly.
//
// ## The slight regularization
//
// In training an image's $\hat z$ depends on which others happen to be in its batch. How much? We compare one image
// with 100 random batches, and take the deviation of its $\hat z$ in the first unit:

// %%
const one = train.x.slice(0, 1);
const W = network(5, true).parameters()[0].value;
/** How far one image's ẑ of unit 1 scatters, from batch to batch. */
function scatter(size: number): string {
  const found = Array.from({ length: 100 }, () => {
    const others = train.select(Array.from(rng.permutation(1000)).slice(0, size)).x;
    const zs = others.matmul(W.T);
    const mine = one.matmul(W.T).sub(zs.mean(0)).div(zs.variance(0).sqrt());
    return mine.at(0, 0);
  });
  return tensor(found).variance().sqrt().item().toFixed(3);
}
table(
  ["size of the batch", "10", "50", "200", "1000"],
  [["deviation of ẑ", ...[10, 50, 200, 1000].map(scatter)]],
);

// %% [markdown]
// That is noise on every hidden unit, as in dropout ([lesson 05](05-dropout.ipynb)), and the smaller the batch the
// more of it; with the whole train set there is none. The lectures say that it has a slight regularizing effect
// (正则化), and that one should not count on it. We train with batches of several sizes, until each network knows the
// train set nearly by heart. And to see whether it is the *noise* that counts, we give large batches, which have
// little, another noise: the jolts from above.

// %%
const bySize: Record<string, Run> = {};
for (const [name, size, steps, model] of [
  ["batch norm", 1000, 70, network(5, true)],
  ["batch norm", 500, 70, network(5, true)],
  ["batch norm", 200, 100, network(5, true)],
  ["batch norm", 50, 400, network(5, true)],
  ["batch norm with jolts", 500, 150, withJolts(1)],
  ["plain", 500, 300, network(5, false)],
  ["plain", 50, 1000, network(5, false)],
] as const) {
  bySize[`${name}, batches of ${size}`] = fit(model, train, {
    optimizer: sgd({ learningRate: name === "plain" ? 0.1 : 0.3 }),
    batchSize: size,
    steps,
    name,
  });
}
accuracyTable(bySize, splits);

// %% [markdown]
// All networks with batch normalization know at least 98.7 % of the train set. On the dev set they get 74.0 % right
// when the batch is the whole train set, 78.6 and 83.4 % with batches of 500 and 200, and 92.8 % with 50. It is not
// for lack of training: the first has seen 70 · 1000 images, the fourth 400 · 50. For the plain networks the size
// matters much less: 89.8 and 92.6 %. And with jolts the batches of 500 bring 91.0 %: it *is* the noise.
//
// So the effect is not slight here. *Without* its noise batch normalization overfits (过拟合) more than the plain
// network does, 78.6 against 89.8 % with batches of 500; the noise of small batches makes up for it. The lectures are
// right that one should not count on it: the size of the batch is mostly chosen for other reasons, for speed say. But
// whoever makes the batches larger should know what they take away, and look at the dev set.
//
// ## In training and in use
//
// A last look at the two kinds of statistics, in the network trained at rate 0.1 by mini-batches of 50. First the
// numbers themselves, for five units of the first layer:

// %%
const first = runs["batch norm"].model as Sequential;
const used = first.layers[1] as BatchNorm;
const [zAll] = layerOutputs(first, train.x, [Linear]);
const zBatch = zAll.slice(0, 50);
const units = (t: Tensor) => t.slice(0, 5);
const root = (variance: Tensor) => units(variance).sqrt();
table(
  ["layer 1", "unit 1", "unit 2", "unit 3", "unit 4", "unit 5"],
  [
    row("μ of one mini-batch of 50", units(zBatch.mean(0))),
    row("μ, moving average", units(used.averages.mean)),
    row("μ of the whole train set", units(zAll.mean(0))),
    row("σ of one mini-batch of 50", root(zBatch.variance(0))),
    row("σ, moving average", root(used.averages.variance)),
    row("σ of the whole train set", root(zAll.variance(0))),
  ],
);

// %% [markdown]
// A mini-batch is off by some hundredths, the moving average lies close to what the whole train set gives. And if one
// forgets to switch, and uses the batch's own statistics on the dev set?

// %%
/** The dev accuracy with each batch's own statistics, as in training. */
function inTraining(model: Sequential, size: number, order: readonly number[]): string {
  const putBack = model.train().remember();
  let right = 0;
  for (let from = 0; from < dev.size; from += size) {
    const { x, y } = dev.select(order.slice(from, from + size));
    const answers = noGrad(() => model.forward(x)).argmax(1);
    right += answers.equal(y.flatten()).sum().item();
  }
  putBack();
  model.eval();
  return percent(right / dev.size);
}
const shuffled = Array.from(new RandomState(1).permutation(500));
const byClass = Array.from(
  { length: 500 },
  (_, i) => (i % 50) * 10 + Math.floor(i / 50),
);
table(
  ["statistics", "dev accuracy"],
  [
    ["moving averages", percent(accuracy(first, dev))],
    ...[500, 50, 10, 2].map((size) => [
      `the batch's own, batches of ${size}`,
      inTraining(first, size, shuffled),
    ]),
    ["the batch's own, 50 of one class", inTraining(first, 50, byClass)],
  ],
);

// %% [markdown]
// With 500 images it hardly matters. With ten, 71.2 %; with two, 26.0 %. And 50 images of *one class* are the worst,
// 11.6 %: what they have in common, by which one would know them, is just what their mean takes away. So a network
// with batch normalization must know whether it is trained or used. Here `fit` leaves it ready for use, and
// `model.train()` and `model.eval()` switch by hand; a forgotten `eval()` is a bug that no error message tells.
//
// ## Exercises
//
// ### 1 · Forward (easy)
//
// Write batch normalization in training: `z` is (m, n), `gamma` and `beta` are (n). Put your code in the place of
// `unsolved(…)` and run the cell.
//
// <details><summary>Hint</summary><code>z.mean(0)</code> is the mean over the samples, one for each unit.</details>

// %% tags=["exercise"]
const myBatchNorm = (z: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor =>
  unsolved(z, gamma, beta, epsilon);
checkBatchNorm(myBatchNorm);

// %% tags=["solution"]
// Solution
const batchNormSolution = (z: Tensor, gamma: Tensor, beta: Tensor, epsilon: number) =>
  z.sub(z.mean(0)).div(z.variance(0).add(epsilon).sqrt()).mul(gamma).add(beta);
checkBatchNorm(batchNormSolution);

// %% [markdown]
// ### 2 · For test time (medium)
//
// Given the means of all batches so far, one in each row of `means`, (steps, n), find the mean for test time: the
// moving average that begins at 0, with its correction.
//
// <details><summary>Hint</summary>A row: <code>means.slice(t, t + 1).flatten()</code>. After one step the corrected
// average has to be that step's mean itself.</details>

// %% tags=["exercise"]
const myMean = (means: Tensor, momentum: number): Tensor => unsolved(means, momentum);
checkMovingMean(myMean);

// %% tags=["solution"]
// Solution
const meanSolution = (means: Tensor, momentum: number): Tensor => {
  const [steps, n] = means.shape;
  let v = zeros([n]);
  for (let t = 0; t < steps; t++)
    v = v.mul(momentum).add(
      means
        .slice(t, t + 1)
        .flatten()
        .mul(1 - momentum),
    );
  return v.div(1 - momentum ** steps);
};
checkMovingMean(meanSolution);

// %% [markdown]
// ### 3 · Ten hidden layers (open)
//
// Choose a learning rate and a batch size, so that a network of *ten* hidden layers with batch normalization gets 90
// % of the dev set right after 300 steps. When you have found one: how far can you go from it before it fails? Would
// it have been as easy without batch normalization?
//
// <details><summary>Hint</summary>Begin with the rates that the map likes, and batches of 50. Then think of what the
// size of the batch does to the train set, and to the dev set.</details>

// %% tags=["exercise"]
const task = { ...splits, sizes: layers(10), steps: 300, goal: 0.9 };
const mySettings = (): DeepSettings => unsolved();
checkDeepSettings(mySettings, task);

// %% tags=["solution"]
// Solution
const settingsSolution = () => ({ learningRate: 0.3, batchSize: 100 });
checkDeepSettings(settingsSolution, task);

// %% [markdown]
// ## Summary
//
// 1. Batch normalization gives each z mean β and deviation γ over the mini-batch; both are learned, and b falls away.
// 2. At test time it uses moving averages of training; the batch's own statistics can ruin every answer.
// 3. Larger rates and deeper networks work: the weights grow until the steps fit, and the choice of α matters less.
// 4. It calms the covariate shift; but disturbing the calm does not take the help away.
// 5. The batch's noise regularizes: with large batches, batch normalization overfits.
//
// Next: [14 · Softmax](14-softmax.ipynb). Before: [10 · Optimizers](10-optimizers.ipynb) (lesson 11, learning-rate
// decay, plateaus and saddle points, and lesson 12, hyper-parameter tuning, are to come). [All lessons](index.ipynb)
//
// ### Sources
//
// - S. Ioffe, C. Szegedy: Batch normalization: accelerating deep network training by reducing internal covariate
//   shift. ICML (2015).
// - S. Santurkar, D. Tsipras, A. Ilyas, A. Madry: How does batch normalization help optimization? NeurIPS (2018).
// - T. van Laarhoven: L2 regularization versus batch and weight normalization. arXiv 1706.05350 (2017).
// - G. Yang, J. Pennington, V. Rao, J. Sohl-Dickstein, S. Schoenholz: A mean field theory of batch normalization.
//   ICLR (2019).
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 3: batch normalization.
// - Lecture notes of students of that course.
