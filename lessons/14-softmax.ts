// -*- coding: utf-8 -*-
// %% [markdown]
// # 14 · Softmax
//
// After this lesson you can
//
// - **turn** the scores of several classes into probabilities, and write the cost and its gradient for them;
// - **explain** why two classes need no softmax, and what kind of borders a softmax without hidden layers draws;
// - **judge** a classifier by its confusion matrix, by its worst mistakes, and by how sure it is of itself.
//
// Time: 45 minutes. It builds on lesson 01 (a network from scratch), [lesson 03](03-initialization.ipynb)
// (initialization) and [lesson 10](10-optimizers.ipynb) (optimizers).

// %%
import { type Tensor, oneHot, tensor, zeros } from "gradbook";
import { type Dataset, datasets, split } from "gradbook";
import { Tanh, crossEntropy, layerGradients, layerOutputs } from "gradbook";
import { setFusedProducts } from "gradbook";
import { type Sequential, lecun, mlp, zerosInit } from "gradbook";
import { type Run, accuracy, adam, evaluate, fit, sgd } from "gradbook";
import { predict, predictProbability } from "gradbook";
import { accuracyTable, confusionMatrix, costCurve } from "gradbook";
import { decisionBoundary, imageGrid, table } from "gradbook";
import { check, checkSoftmax, checkSoftmaxGradient } from "gradbook";
import { checkTemperature, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// So far the label of a sample was 0 or 1, and the network had one output: how probable is a 1? Now there are several
// classes (多类别分类), say the three heaps below, or the ten digits. We want a number for *each* class, how probable it
// is, and the numbers have to add up to 1.

// %%
const heaps = datasets.blobs({ size: 300, classes: 3, seed: 2 });
decisionBoundary({}, { heaps });

// %% [markdown]
// ## Predict
//
// 1. A network gives four classes the scores 5, 2, −1 and 3. Share 1 among them so that a higher score gets more.
//    How much does each get? Mind the −1.
// 2. We add 1000 to each of the four scores. Which of the shares change?
// 3. What is the cost of a network that knows nothing of ten classes and gives each the same share?
// 4. Without hidden layers (隐藏层), which shape do the borders between six heaps have?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// The output layer (输出层) has as many units as there are classes, $C$, and gives the scores $z$, also called
// logits. Dividing each by their sum will not do: −1 would get a negative share. So first $e^z$, which is
// always positive and the larger the larger $z$ is, and then the division. That is softmax:
//
// $$\hat y_k = \frac{t_k}{\sum_j t_j}, \qquad t_k = e^{z_k}$$
//
// In code, for a whole batch: one sample in each row, so the sum runs along axis 1.

// %%
/** Softmax as the formula has it. */
function softmaxNaive(z: Tensor): Tensor {
  const t = z.exp();
  return t.div(t.sum(1, true));
}

const z = tensor([[5, 2, -1, 3]]);
const hardMax = z.equal(z.max(1, true));
const row = (name: string, t: Tensor, places: number) => [
  name,
  ...Array.from(t.data, (value) => value.toFixed(places).replace("-", "−")),
];
table(
  ["", "class 0", "class 1", "class 2", "class 3"],
  [
    row("score z", z, 0),
    row("t = e^z", z.exp(), 3),
    row("softmax, here", softmaxNaive(z), 3),
    ["softmax, in the notes", "0.842", "0.042", "0.002", "0.114"],
    row("hard max", hardMax, 0),
  ],
);

// %% [markdown]
// The hard max gives everything to the largest score. The softmax is its soft form: the largest gets the most, and
// the others keep something. How soft it is depends on how far the scores lie apart; that is easily tried:

// %%
table(
  ["softmax of", "class 0", "class 1", "class 2", "class 3"],
  [0, 0.3, 1, 3].map((c) => row(`${c} · z`, softmaxNaive(z.mul(c)), 4)),
);

// %% [markdown]
// Scores that are all equal share evenly, scores far apart come close to the hard max. Only the *distances* between
// scores matter: each score that is higher by 1 makes a share $e \approx 2.7$ times as large, wherever the scores
// lie. So 1000 on top of all of them should change nothing:

// %%
softmaxNaive(z.add(1000));

// %% [markdown]
// In mathematics nothing changes; in the computer $e^{1000}$ is too large for a number, it becomes ∞, and ∞/∞ is no
// number (`nan`). The remedy uses the very same fact: since only distances matter, we may subtract the largest score
// first. Then the largest $t$ is $e^0 = 1$, and nothing overflows.

// %%
/** Softmax of each row, finite for every z. */
function softmax(z: Tensor): Tensor {
  const t = z.sub(z.max(1, true)).exp();
  return t.div(t.sum(1, true));
}
table(
  ["softmax of", "class 0", "class 1", "class 2", "class 3"],
  [
    row("z", softmax(z), 3),
    row("z + 1000", softmax(z.add(1000)), 3),
    row("z − 1000", softmax(z.sub(1000)), 3),
  ],
);

// %% [markdown]
// ### The cost
//
// For training we write the right answer in the same form as ŷ: a row $y$ with a 1 for the right class and 0
// elsewhere (one-hot 编码). The loss of one sample is the cross-entropy (交叉熵损失), and the cost (代价函数) $J$ is its mean:
//
// $$L(\hat y, y) = -\sum_k y_k \ln \hat y_k$$
// $$J = \frac1m \sum_{i=1}^{m} L(\hat y^{(i)}, y^{(i)})$$
//
// All terms but one are 0 · ln ŷ, so only the share of the *right* class counts: $L = -\ln \hat y_{\text{right}}$.
// The lectures' example has $y = (0, 1, 0, 0)$ and $\hat y = (0.3, 0.2, 0.1, 0.4)$.

// %%
/** The mean cross-entropy of probabilities ŷ and one-hot labels y. */
function cost(yHat: Tensor, y: Tensor): number {
  return y.mul(yHat.log()).sum(1).mean().neg().item();
}
const label = oneHot([1], 4);
const loss = cost(tensor([[0.3, 0.2, 0.1, 0.4]]), label);
const shares = [0.99, 0.9, 0.5, 0.2, 0.1, 0.01];
table(
  ["", ...shares.map(String)],
  [
    [
      "loss, if the right class has that share",
      ...shares.map((p) => (-Math.log(p)).toFixed(3)),
    ],
    ["the lectures' example", "", "", "", loss.toFixed(3), "", ""],
  ],
);

// %% [markdown]
// A network that knows nothing gives each of $C$ classes $1/C$, and its loss is $-\ln(1/C) = \ln C$: 1.099 for three
// classes, 2.303 for ten. It is a good habit to look at the first cost of a training run: far above ln C, something
// begins wrongly.
//
// ### Two classes: an old friend
//
// Does this agree with what we did for two classes? Divide the fraction, above and below, by $e^{z_1}$:
//
// $$\hat y_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0)$$
//
// So a softmax of two classes is logistic regression (逻辑回归) on the *difference* of the scores; one of its two
// outputs is superfluous. Training tells, too. Both begin with zeros; the difference moves by the steps of both
// scores, so the logistic regression gets twice the learning rate (学习率):

// %%
const two = datasets.blobs({
  size: 200,
  centers: [
    [-1, 0],
    [1, 0],
  ],
  seed: 3,
});
const train2 = (outputs: number, learningRate: number) =>
  fit(mlp([2, outputs], { init: zerosInit }), two, {
    optimizer: sgd({ learningRate }),
    epochs: 300,
    progress: false,
  });
const softmaxOfTwo = train2(2, 0.1);
const logistic = train2(1, 0.2);
check(
  "all 300 costs of the softmax = the logistic regression's",
  tensor(softmaxOfTwo.history.cost),
  tensor(logistic.history.cost),
  1e-12,
);

// %%
const [W2, W1] = [softmaxOfTwo, logistic].map(
  ({ model }) => model.parameters()[0].value,
);
const weights = (t: Tensor) => row("", t, 4).slice(1).join(", ");
table(
  ["", "weights"],
  [
    ["softmax, class 0", weights(W2.slice(0, 1))],
    ["softmax, class 1", weights(W2.slice(1, 2))],
    ["class 1 − class 0", weights(W2.slice(1, 2).sub(W2.slice(0, 1)))],
    ["logistic regression", weights(W1)],
  ],
);

// %% [markdown]
// The two classes of the softmax have opposite weights; their difference is what the logistic regression has learnt.
//
// ### Backward
//
// The gradient (梯度) of the loss with respect to the scores has to pass the logarithm, the division and $e^z$, and yet
// becomes as short as it can be. From $L = -z_{\text{right}} + \ln \sum_j e^{z_j}$:
//
// $$\frac{\partial L}{\partial z_k} = \frac{e^{z_k}}{\sum_j e^{z_j}} - y_k = \hat y_k - y_k$$
//
// "What you said, minus what was right." For the scores 5, 2, −1, 3 and the right class 1:

// %%
table(
  ["", "class 0", "class 1", "class 2", "class 3"],
  [
    row("ŷ", softmax(z), 3),
    row("y", label, 0),
    row("∂L/∂z = ŷ − y", softmax(z).sub(label), 3),
  ],
);

// %% [markdown]
// A step against this gradient raises the right score and lowers the others, the more the surer they were; together
// the four numbers are 0. With it, a softmax without hidden layers can be trained by hand, without autograd:

// %%
/** Gradient descent on a linear softmax that begins with zeros. */
function descend(
  { x, y, size }: Dataset,
  classes: number,
  rate: number,
  steps: number,
) {
  const labels = oneHot(y, classes);
  let W = zeros([classes, x.shape[1]]);
  let b = zeros([classes]);
  const costs: number[] = [];
  for (let step = 0; step < steps; step++) {
    const yHat = softmax(x.matmul(W.T).add(b));
    costs.push(cost(yHat, labels));
    const dz = yHat.sub(labels).div(size);
    W = W.sub(dz.T.matmul(x).mul(rate));
    b = b.sub(dz.sum(0).mul(rate));
  }
  return { W, b, costs };
}
const byHand = descend(heaps, 3, 0.3, 200);
table(
  ["row of W", "for x₁", "for x₂"],
  [0, 1, 2].map((k) => row(`class ${k}`, byHand.W.slice(k, k + 1), 2)),
);

// %% [markdown]
// Each row of $W$ points from the middle to the heap of its class: up; left and down; right and down.
//
// (One-hot labels of class numbers: `oneHot(y, classes)`. That all weights begin with 0 does no harm here: the
// outputs have different labels, so they get different gradients. It is *hidden* units that must not begin alike, see
// [lesson 03](03-initialization.ipynb).)
//
// ## Check
//
// From scratch against the library: the 200 steps, the softmax, the gradient and the cost. `crossEntropy` takes the
// scores, not the probabilities, so that it can stay finite; `fit` uses it by itself where a model has several
// outputs.

// %%
const trained = fit(mlp([2, 3], { init: zerosInit }), heaps, {
  optimizer: sgd({ learningRate: 0.3 }),
  epochs: 200,
  progress: false,
});
check(
  "200 steps by hand = fit's",
  tensor(byHand.costs),
  tensor(trained.history.cost),
  1e-12,
);

// %%
const scores = heaps.x.matmul(tensor([3, -1, 2, 0, 4, -2], { shape: [2, 3] }));
check("softmax = the library's", softmax(scores), scores.softmax(), 1e-12);

// %%
const untrained = mlp([2, 3], { seed: 1 });
const J = () => crossEntropy(untrained.forward(heaps.x), heaps.y);
const yHat = predictProbability(untrained, heaps.x);
const dz = yHat.sub(oneHot(heaps.y, 3)).div(heaps.size);
check(
  "dW by hand = autograd's",
  dz.T.matmul(heaps.x),
  layerGradients(untrained, J)[0],
  1e-12,
);

// %%
check("the cost = crossEntropy", cost(yHat, oneHot(heaps.y, 3)), J().item(), 1e-12);

// %% [markdown]
// ## The experiment: linear
//
// Three, four, five and six heaps on a circle, 100 points each, 60 % of them to train on, 20 % for the dev set
// (验证集) and 20 % for the test set (测试集). Each gets a softmax without hidden layers, which begins with zeros and
// takes 500 steps of gradient descent (梯度下降法) at rate 0.3.

// %%
const data: Record<string, { train: Dataset; dev: Dataset; test: Dataset }> = {};
const linear: Record<string, Run> = {};
for (const classes of [3, 4, 5, 6]) {
  const name = `${classes} classes`;
  const all = datasets.blobs({ size: 100 * classes, classes, seed: 2 });
  data[name] = { ...split(all, { ratio: [60, 20, 20], seed: 1 }) };
  linear[name] = fit(mlp([2, classes], { init: zerosInit }), data[name].train, {
    optimizer: sgd({ learningRate: 0.3 }),
    epochs: 500,
    name,
  });
}
costCurve(linear);

// %%
decisionBoundary(linear, data, { classes: ["0", "1", "2", "3", "4", "5"] });

// %% [markdown]
// All borders are straight. On the border between class $j$ and class $k$ the two scores are equal, $z_j = z_k$, and
// both are linear in $x$; so the border is $(w_j - w_k) \cdot x + (b_j - b_k) = 0$, a line.
//
// How well could anybody do? We know how the points were made: normal heaps, all equally wide. Then the best answer
// is the nearest centre, and that is a linear softmax, too, whose weights are the centre $c_k$, with
// $b_k = -\|c_k\|^2/2$; all our centres are equally far from the middle, so here the $b_k$ do not matter.

// %%
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
/** The share of samples whose nearest true centre is that of their class. */
function nearestCentre({ x, y }: Dataset, classes: number): number {
  const angles = Array.from(
    { length: classes },
    (_, k) => Math.PI * (0.5 + (2 * k) / classes),
  );
  const centres = tensor(angles.map((t) => [3 * Math.cos(t), 3 * Math.sin(t)]));
  return x.matmul(centres.T).argmax(1).equal(y.flatten()).mean().item();
}
table(
  ["", "ln C", "first cost", "train", "dev", "test", "test, true centres"],
  Object.entries(linear).map(([name, { model, history }], i) => {
    const { train, dev, test } = data[name];
    const right = [train, dev, test].map((set) => percent(accuracy(model, set)));
    const costs = [Math.log(i + 3), history.cost[0]];
    const best = percent(nearestCentre(test, i + 3));
    return [name, ...costs.map((J) => J.toFixed(4)), ...right, best];
  }),
  { caption: "Linear softmax" },
);

// %% [markdown]
// - **The first cost** is ln C to four digits: before the first step every class gets the same share.
// - **The accuracy falls** from 100 % for three heaps to 91.7 % for six, on the test set. That is no fault of the
//   softmax: six heaps stand so close that they overlap, and knowing the true centres gives 93.3 %, two points of 120
//   more.
//
// ## The experiment: deep
//
// Three spiral arms cannot be parted by straight lines. Hidden layers can bend the lines: they compute new features,
// and the softmax at the end still draws straight borders, between *those*. `HIDDEN` is the switch to flip: try [],
// [3], [100] or [5, 5, 5, 5].

// %%
const HIDDEN = [20, 20];
const arms = datasets.spirals({
  size: 1000,
  classes: 3,
  turns: 0.75,
  noise: 0.06,
  seed: 2,
});
const { train, dev, test } = split(arms, { ratio: [60, 20, 20], seed: 1 });
const splits = { train, dev, test };
const trainAndTest = { train, test };
const onArms = (name: string, hidden: number[]) =>
  fit(mlp([2, ...hidden, 3], { seed: 1 }), train, {
    optimizer: adam({ learningRate: 0.02 }),
    epochs: 600,
    name,
  });
const runs = { linear: onArms("linear", []), deep: onArms("deep", HIDDEN) };
costCurve(runs);

// %%
decisionBoundary(runs, trainAndTest);

// %%
accuracyTable(runs, splits);

// %% [markdown]
// ## Explain
//
// - **Linear**: three straight borders leave each class a sector of the plane, and each arm passes through all
//   three. 46.8 % of the train set are right, 42.5 % of the dev set; guessing would get 33.3 %.
// - **Deep**: 94.3 % on the train set, 96.0 % on the dev set. What is ringed lies near the centre, where the
//   arms are no further apart than the noise is wide.
// - Their first costs, 1.45 and 1.34, lie above ln 3 = 1.099: He's random weights begin with an opinion, and a random
//   opinion costs more than none.
//
// (The notes show pictures of such regions, and print no accuracies; hence no column for them here.)
//
// ### Straight borders between bent features
//
// We said that the softmax of the deep network still draws straight borders, between the features of the last hidden
// layer. With 20 features nobody can look at that. So we train a network whose last hidden layer has only two, and
// draw the 600 training samples where *it* sees them; the regions are those of its last linear layer alone.

// %%
const narrow: Sequential = mlp([2, 20, 2, 3], {
  seed: 1,
  init: lecun,
  activation: () => new Tanh(),
});
fit(narrow, train, {
  optimizer: adam({ learningRate: 0.02 }),
  epochs: 600,
  name: "two features",
});
const features = layerOutputs(narrow, train.x, [Tanh])[1];
decisionBoundary(
  { "the last layer": narrow.layers[narrow.layers.length - 1] },
  { "train, as the last hidden layer sees it": train.withSamples(features) },
  { features: ["feature 1", "feature 2"], title: "The same samples" },
);

// %% [markdown]
// The hidden layers have unwound the arms: each class has gone into a corner of its own, and three straight borders
// are enough. That is what hidden layers are for, with any number of classes: they make features in which a linear
// softmax can do the rest.
//
// ## Digits
//
// Ten classes of small images, 16 × 16 pixels, drawn by the library with random strokes, slant, thickness and noise:
// 2,000 to train on, 500 each for dev and test. A sample is a row of 256 pixels, from 0 (paper) to 1 (ink), in single
// precision; products are rounded alike on every machine, so that your figures are those of this text.

// %%
setFusedProducts("none");
const images = datasets.digits({ train: 2000, dtype: "float32" });
imageGrid(images.train.x.slice(0, 20).reshape(20, 16, 16), {
  title: "The first 20 training images",
  columns: 10,
});

// %% [markdown]
// A linear softmax and one with two hidden layers, 64 and 32 units; both take ten passes in mini-batches of 64 with
// Adam ([lesson 10](10-optimizers.ipynb)).

// %%
const onDigits = (name: string, sizes: number[], set: Dataset, epochs: number) =>
  fit(mlp(sizes, { seed: 1, dtype: "float32" }), set, {
    optimizer: adam({ learningRate: 0.01 }),
    batchSize: 64,
    epochs,
    dev: images.dev,
    name,
  });
const readers: Record<string, Run> = {
  linear: onDigits("linear", [256, 10], images.train, 10),
  deep: onDigits("deep", [256, 64, 32, 10], images.train, 10),
};
costCurve(readers);

// %%
accuracyTable(readers, { train: images.train, dev: images.dev, test: images.test });

// %% [markdown]
// The first costs are 2.32 and 2.36, a little more than ln 10 = 2.303. In ten passes the deep network learns all
// 2,000 training images and gets 97.6 % of the dev set right, the linear one 92.0 %. What has the linear one learnt?
// It has one weight for each pixel and class, so we can look at its weights as images:

// %%
const templates = readers.linear.model.parameters()[0].value;
imageGrid(templates.reshape(10, 16, 16), {
  title: "Weights of the linear softmax, by class",
  captions: Array.from({ length: 10 }, (_, k) => String(k)),
  columns: 5,
});

// %% [markdown]
// Light is where ink speaks for the class, dark is where it speaks against it. The 0 has a ring with a dark hole,
// the 1 a light stroke between two dark ones. Each class has a single such template, whatever the many ways to write
// it: that is all a linear softmax can have.
//
// ### Which is taken for which?
//
// A single accuracy hides *what* goes wrong. The confusion matrix (混淆矩阵) counts: a row for each true class, a
// column for each answer.

// %%
confusionMatrix(readers.linear, images.dev);

// %% [markdown]
// The 4 is taken for a 9 five times, more than any other pair: the two differ only in whether the top is closed. Next
// come 1 for 7, 3 for 5 and 7 for 9, with three each. What to do with such a matrix: more training images for the
// pairs that are mixed up, or a look at those images, whether their labels are right.
//
// ### The worst mistakes
//
// The deep network gets 12 of the 500 wrong. We sort by its loss, that is, by the share that it gave to the right
// class, and look at the ten worst: the label, its answer, and the share that it gave to that answer.

// %%
/** The samples with the largest loss, and what the model thinks of them. */
function worst({ model }: Run, { x, y }: Dataset, count: number) {
  const share = predictProbability(model, x);
  const found = predict(model, x).data;
  const right = (i: number) => share.at(i, y.at(i, 0));
  const order = Array.from(found, (_, i) => i).sort((i, j) => right(i) - right(j));
  return order.slice(0, count).map((i) => ({
    row: i,
    caption: `${y.at(i, 0)} → ${found[i]}: ${percent(share.at(i, found[i]))}`,
  }));
}
const mistakes = worst(readers.deep, images.dev, 10);
const rows = mistakes.map(({ row }) => row);
imageGrid(images.dev.select(rows).x.reshape(10, 16, 16), {
  title: "The worst mistakes",
  captions: mistakes.map(({ caption }) => caption),
  columns: 5,
});

// %% [markdown]
// Some of these are excusable: the 1 has a long flag like a 7, and the 4 at the end, a matter of 52.0 %, nearly
// closes its top. Others are not: nobody would take the first 9 for a 7, and the network was 99.9 % sure.
//
// (We look at mistakes in the *dev* set only. Whoever studies the mistakes in the test set and mends them has
// chosen by the test set, and it can no longer judge.)
//
// ## How much to believe a probability
//
// The worst mistake was made with a share of 99.9 %. Are these numbers probabilities, then? If they are, then of all
// answers that a network gives, the share that is right should be the mean ŷ that it gave them. We compare, with two
// more networks: the linear one after 40 passes instead of ten, and the deep one trained on only 200 digits.

// %%
const few = images.train.select(
  Array.from({ length: 200 }, (_, i) => i),
  "200 digits",
);
const tooFew = onDigits("deep on 200 digits", [256, 64, 32, 10], few, 100);
const longer = onDigits("linear for longer", [256, 10], images.train, 40);
table(
  ["", "cost on its train set", "dev cost", "dev: right", "dev: mean ŷ of answers"],
  [
    { name: "linear", run: readers.linear, own: images.train },
    { name: "linear, 40 passes", run: longer, own: images.train },
    { name: "deep", run: readers.deep, own: images.train },
    { name: "deep, 200 digits", run: tooFew, own: few },
  ].map(({ name, run: { model }, own }) => [
    name,
    ...[own, images.dev].map((set) => evaluate(model, set).cost.toFixed(4)),
    percent(accuracy(model, images.dev)),
    percent(predictProbability(model, images.dev.x).max(1).mean().item()),
  ]),
);

// %% [markdown]
// - **Deep**: 97.6 % right and 97.9 % sure. Here the shares deserve to be called probabilities.
// - **Deep, on 200 digits**: 92.1 % sure, but only 82.0 % right. It knows its 200 images by heart, and once all of
//   them are right, the cost falls further only by scores that grow and grow; on new images it is as sure, and wrong.
// - **Linear**: too modest, 83.8 % sure and 92.0 % right. Its training is not over: forty
//   passes bring 92.2 % against 95.0 %.
//
// So softmax makes numbers that add up to 1, and nothing more; whether they are probabilities has to be measured, on
// samples that were not trained on. The accuracy does not see it, the dev *cost* does.
//
// ## Exercises
//
// ### 1 · Softmax (easy)
//
// Write the softmax of scores `z`, shape (m, classes), row by row and finite for every z. Put your code in the place
// of `unsolved(…)` and run the cell.
//
// <details><summary>Hint</summary><code>z.max(1, true)</code> is each row's largest score, shape (m, 1).</details>

// %% tags=["exercise"]
const mySoftmax = (z: Tensor): Tensor => unsolved(z);
checkSoftmax(mySoftmax);

// %% tags=["solution"]
// Solution
const softmaxSolution = (z: Tensor): Tensor => {
  const t = z.sub(z.max(1, true)).exp();
  return t.div(t.sum(1, true));
};
checkSoftmax(softmaxSolution);

// %% [markdown]
// ### 2 · Backward (medium)
//
// Given scores `z` and one-hot labels `y`, both (m, classes), find the gradient of the cost $J$ with respect to `z`.
// (`z.softmax()` is there for you.)
//
// <details><summary>Hint</summary>It is the mean of m losses. What is the gradient of one?</details>

// %% tags=["exercise"]
const myGradient = (z: Tensor, y: Tensor): Tensor => unsolved(z, y);
checkSoftmaxGradient(myGradient);

// %% tags=["solution"]
// Solution
const gradientSolution = (z: Tensor, y: Tensor): Tensor =>
  z.softmax().sub(y).div(z.shape[0]);
checkSoftmaxGradient(gradientSolution);

// %% [markdown]
// ### 3 · Temperature (open)
//
// The network trained on 200 digits is too sure. It can be mended without training: divide all its scores by one
// number $T$, the *temperature* (温度), before the softmax. Find the $T$ with the lowest cost on the dev set. What
// happens to the accuracy, and why? And for the linear network: is its best $T$ above or below 1?
//
// <details><summary>Hint</summary>The scores: <code>tooFew.model.forward(images.dev.x).detach()</code>. Try many T,
// and compare <code>crossEntropy(z.div(T), images.dev.y).item()</code>.</details>

// %% tags=["exercise"]
const myTemperature = (): number => unsolved();
checkTemperature(myTemperature, { run: tooFew, dev: images.dev });

// %% tags=["solution"]
// Solution
// Dividing all scores by T does not change which is the largest, so the accuracy stays. The linear
// network is too modest: its best T is below 1, about 0.55 (dev cost 0.209 instead of 0.275).
const temperatureSolution = (): number => {
  const z = tooFew.model.forward(images.dev.x).detach();
  const tried = Array.from({ length: 40 }, (_, i) => 0.5 + 0.1 * i);
  const costs = tried.map((T) => crossEntropy(z.div(T), images.dev.y).item());
  return tried[costs.indexOf(Math.min(...costs))];
};
checkTemperature(temperatureSolution, { run: tooFew, dev: images.dev });

// %% [markdown]
// ## Summary
//
// 1. Softmax turns scores into shares that are positive and add up to 1; only the distances between scores matter.
// 2. The loss is −ln of the right class's share. Knowing nothing costs ln C, and the gradient is ŷ − y.
// 3. With two classes it is logistic regression on the difference of the scores.
// 4. Without hidden layers all borders are straight; hidden layers make features that straight borders can part.
// 5. Look at the confusion matrix and the worst mistakes; and measure, on the dev set, how far to believe ŷ.
//
// Next: lesson 15, putting it together, is to come. Before:
// [13 · Batch normalization](13-batch-normalization.ipynb). [All lessons](index.ipynb)
//
// ### Sources
//
// - J. Bridle: Probabilistic interpretation of feedforward classification network outputs. In: Neurocomputing, NATO
//   ASI Series F 68 (1990).
// - C. Guo, G. Pleiss, Y. Sun, K. Weinberger: On calibration of modern neural networks. ICML (2017).
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 3: multi-class classification.
// - Lecture notes of students of that course and of a course on softmax and optimizers.
