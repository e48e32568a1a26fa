// -*- coding: utf-8 -*-
// %% [markdown]
// # 08 · Gradient checking
//
// After this lesson you can
//
// - **check** a gradient by differences of the cost, element by element, and name the parameter that is wrong;
// - **read** a relative difference of 1e-7, 1e-5 or 1e-3, and tell a bug from rounding;
// - **choose** the ε, the cost, the moment and the settings for which the check means something.
//
// Time: 45 minutes. It builds on lesson 01 (a network from scratch), [lesson 04](04-regularization.ipynb) (L1 and L2
// regularization) and [lesson 05](05-dropout.ipynb) (dropout).

// %%
import { derivative } from "mathjs";
import { RandomState, type Tensor, randn, relativeDifference, tensor } from "gradbook";
import { type Sequential, lecun, mlp } from "gradbook";
import { type Run, binaryCrossEntropy, datasets, fit, sgd } from "gradbook";
import { epsilonCurve, gradientCheck, numericGrad, valueAndGrad } from "gradbook";
import { accuracyTable, costCurve, table } from "gradbook";
import { epsilonPlot, gradientCheckPlot } from "gradbook";
import { check, checkMendedBackward, checkRelativeDifference } from "gradbook";
import { checkTwoSidedDifference, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// Backpropagation (反向传播) is easy to get wrong: a forgotten factor, a sum over the wrong axis. What does such a bug
// look like? Here are three networks for the football data of lesson 05. One is right. In the second the gradient
// (梯度) of $W_2$ comes out twice as large as it should be, that of $b_1$ four times; these are the two bugs that the
// course's exercise plants. In the third $W_1$ gets no gradient at all.

// %%
const { train, dev, test } = datasets.football();
const splits = { train, dev, test };
/** Trains a 2-20-3-1 network; its gradients are multiplied by those factors. */
function trained(name: string, factors: Record<string, number>): Run {
  const model = mlp([2, 20, 3, 1], { seed: 3, init: lecun });
  for (const { name: parameter, value } of model.parameters()) {
    const factor = factors[parameter] ?? 1;
    value.onGradient((dx) => dx.mul(factor));
  }
  const optimizer = sgd({ learningRate: 0.3 });
  return fit(model, train, { optimizer, epochs: 5000, name });
}
const runs = {
  right: trained("right", {}),
  "dW₂ · 2, db₁ · 4": trained("dW₂ · 2, db₁ · 4", { "2.weight": 2, "0.bias": 4 }),
  "dW₁ = 0": trained("dW₁ = 0", { "0.weight": 0 }),
};
costCurve(runs);

// %%
accuracyTable(runs, splits, { caption: "After 5,000 steps" });

// %% [markdown]
// All three learn. The one with the two bugs gets 93.5 % of the test set right, the very same as the right one; even
// the one whose first weights never move gets 93.0 %. If you had only one of these curves, you would suspect nothing:
// a bug in the gradient is silent, and costs you a little accuracy or many steps. It takes a test to find it.
//
// ## Predict
//
// 1. $f(\theta) = \theta^3$ has the slope 3 at θ = 1. What do $\frac{f(1.01) - f(1)}{0.01}$ and $\frac{f(1.01) -
//    f(0.99)}{0.02}$ give?
// 2. The smaller ε, the better the estimate? Will $10^{-12}$ do better than $10^{-5}$?
// 3. A *right* gradient is checked: how small will the difference be, exactly 0?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// A derivative says how much the cost changes when a parameter moves a little. So let us move it a little, by ε, and
// look! In both directions, two-sided (双边), the lectures say, and not one-sided (单边):
//
// $$\frac{\partial J}{\partial \theta} \approx \frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2 \varepsilon}$$
//
// This is gradient checking (梯度检验). It needs no calculus, only the forward pass, which is the easy part. In code, for
// one number:

// %%
type NumberFunction = (theta: number) => number;
const twoSided = (f: NumberFunction, theta: number, epsilon: number) =>
  (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon);
const oneSided = (f: NumberFunction, theta: number, epsilon: number) =>
  (f(theta + epsilon) - f(theta)) / epsilon;

const cube = (theta: number) => theta ** 3;
table(
  ["θ³ at θ = 1, ε = 0.01", "here", "in the notes"],
  [
    ["two-sided", twoSided(cube, 1, 0.01).toFixed(4), "3.0001"],
    ["one-sided", oneSided(cube, 1, 0.01).toFixed(4), "3.0301"],
  ],
);

// %% [markdown]
// Why is the two-sided one so much better? $(1 + \varepsilon)^3 = 1 + 3\varepsilon + 3\varepsilon^2 + \varepsilon^3$.
// One-sided, the term $3\varepsilon^2$ stays, and gives an error of $3\varepsilon = 0.03$; two-sided, it is in both
// and cancels, and what stays is ${\varepsilon^2 = 0.0001}$. For any smooth function the one-sided error is of the
// order of ε, the two-sided of ε².
//
// ### As small as possible?
//
// Then a tiny ε should be best. We try all from $10^{-1}$ to $10^{-15}$.

// %%
const epsilons = Array.from({ length: 15 }, (_, i) => Number(`1e-${i + 1}`));
const errors = (formula: typeof twoSided) =>
  epsilons.map((epsilon) => ({
    epsilon,
    error: Math.abs(formula(cube, 1, epsilon) - 3) / 3,
  }));
epsilonPlot({ "two-sided": errors(twoSided), "one-sided": errors(oneSided) });

// %% [markdown]
// Two slopes make a U. On the right the formula is to blame: its error shrinks with ε² (two-sided) or ε (one-sided).
// On the left it is *rounding*: a double has 16 digits, so $f$ is uncertain by about $10^{-16}$, and the division by
// 2ε blows that up, the more the smaller ε. In between lies the best: two-sided from $10^{-7}$ to $10^{-5}$, with ten
// digits right; one-sided at $10^{-8}$, with not quite nine. The lectures take $10^{-7}$. At $10^{-12}$ both have
// hardly more than four.
//
// ### How far apart are two gradients?
//
// A difference of 0.001 is nothing between gradients of size 1,000, and everything between gradients of size 0.001.
// So we measure the relative difference (相对偏差) of all derivatives together, written one after the other into one
// long vector:
//
// $$\text{difference} = \frac{\lVert g - \hat g \rVert_2}{\lVert g \rVert_2 + \lVert \hat g \rVert_2}$$
//
// where $g$ comes from backpropagation, $\hat g$ from differences, and $\lVert \cdot \rVert_2$ is the length of a
// vector, its norm (范数): the root of the sum of squares. The notes' scale: below $10^{-7}$ great; around $10^{-5}$
// look again; $10^{-3}$ or more: there is a bug. The exercise's first example is $J = \theta x$ with ${x = 2}$ at
// ${\theta = 4}$, where the gradient is $x$:

// %%
const norm = (values: number[]) => Math.hypot(...values);
const relative = (g: number[], estimate: number[]) =>
  norm(g.map((value, i) => value - estimate[i])) / (norm(g) + norm(estimate));

const line = (theta: number) => theta * 2;
const found = relative([2], [twoSided(line, 4, 1e-7)]);
table(
  ["J = θx", "here", "in the notes"],
  [["difference", found.toExponential(9), "2.919335883e-10"]],
);

// %% [markdown]
// Not 0, although the gradient is exactly right and a straight line has no bend: that is rounding alone.
//
// ## Check
//
// From scratch against the library:

// %%
const byLibrary = numericGrad((t) => t.pow(3).sum(), tensor([1]), { epsilon: 0.01 });
check(
  "numericGrad = from scratch",
  byLibrary,
  tensor([twoSided(cube, 1, 0.01)]),
  1e-12,
);

// %%
const [g, estimate] = [tensor([3, 4, 5]), tensor([3, 4, 5.01])];
check(
  "relativeDifference = from scratch",
  relativeDifference(g, estimate),
  relative([3, 4, 5], [3, 4, 5.01]),
  1e-12,
);

// %% [markdown]
// ### A third opinion
//
// Two methods that agree may share a misunderstanding. mathjs works with *formulas*: it differentiates a text, by the
// rules that you learnt at school, and knows nothing of tensors. Here is the cost of a single neuron for one sample:

// %%
const sigma = "1 / (1 + exp(-(w * x + b)))";
const formula = `-(y * log(${sigma}) + (1 - y) * log(1 - ${sigma}))`;
const sample = { x: 1.5, y: 1 };
const at = { w: 0.8, b: -0.3 };
const neuron = (w: Tensor, b: Tensor) =>
  binaryCrossEntropy(w.mul(sample.x).add(b), tensor([[sample.y]]));

const [w, b] = [tensor([[at.w]]), tensor([[at.b]])];
const byAutograd = valueAndGrad(neuron)(w, b).gradients;
const a = 1 / (1 + Math.exp(-(at.w * sample.x + at.b)));
table(
  ["", "dJ/dw", "dJ/db"],
  [
    ["by hand, (a − y) x and a − y", (a - sample.y) * sample.x, a - sample.y],
    ["autograd", ...byAutograd.map((d) => d.item())],
    [
      "differences",
      numericGrad((v) => neuron(v, b), w).item(),
      numericGrad((v) => neuron(w, v), b).item(),
    ],
    [
      "mathjs",
      ...["w", "b"].map((v) => derivative(formula, v).evaluate({ ...sample, ...at })),
    ],
  ].map(([name, ...values]) => [name, ...values.map((v) => v.toFixed(14))]),
);

// %% [markdown]
// Autograd, mathjs and the formula by hand agree to all 14 digits; the differences agree to nine.
//
// ## The experiment
//
// The exercise's network: 4-5-3-1 with ReLU, three samples, everything drawn from seed 1; 47 parameters in all. First
// the forward pass and the cost, as the exercise computes it:

// %%
const rng = new RandomState(1);
const draw = (...shape: number[]) => randn(shape, rng);
const x = draw(4, 3).T; // the course has a sample in each column, we in each row
const y = tensor([[1], [1], [0]]);
const [W1, b1, W2, b2] = [draw(5, 4), draw(5), draw(3, 5), draw(3)];
const theta = { W1, b1, W2, b2, W3: draw(1, 3), b3: draw(1) };
type Theta = typeof theta;

/** z of the last layer. */
function logits(p: Theta): Tensor {
  const a1 = x.matmul(p.W1.T).add(p.b1).relu();
  const a2 = a1.matmul(p.W2.T).add(p.b2).relu();
  return a2.matmul(p.W3.T).add(p.b3);
}
/** J from a = σ(z), as the formula has it. */
function cost(p: Theta): Tensor {
  const a = logits(p).sigmoid();
  const ln = y.mul(a.log()).add(y.rsub(1).mul(a.rsub(1).log()));
  return ln.mean().neg();
}
cost(theta);

// %% [markdown]
// Then the backward pass by hand, with the two planted bugs. `BUGS` is the switch to flip: with 1 and 1 it is right.

// %%
const BUGS = { dW2: 2, db1: 4 };

/** What the chain rule passes from layer to layer. */
function deltas(p: Theta) {
  const z1 = x.matmul(p.W1.T).add(p.b1);
  const a1 = z1.relu();
  const z2 = a1.matmul(p.W2.T).add(p.b2);
  const a2 = z2.relu();
  const dz3 = a2.matmul(p.W3.T).add(p.b3).sigmoid().sub(y).div(3);
  const dz2 = dz3.matmul(p.W3).mul(z2.greater(0));
  const dz1 = dz2.matmul(p.W2).mul(z1.greater(0));
  return { a1, a2, dz1, dz2, dz3 };
}
function backward(p: Theta, { dW2, db1 } = BUGS): Theta {
  const { a1, a2, dz1, dz2, dz3 } = deltas(p);
  return {
    W1: dz1.T.matmul(x),
    b1: dz1.sum(0).mul(db1),
    W2: dz2.T.matmul(a1).mul(dW2),
    b2: dz2.sum(0),
    W3: dz3.T.matmul(a2),
    b3: dz3.sum(0),
  };
}

// %% [markdown]
// And the check from scratch: each of the 47 numbers goes up by ε, down by ε, and back. The library's `gradientCheck`
// does the same, and reports parameter by parameter:

// %%
/** The two-sided differences of J for all numbers, as one long list. */
function differences(J: (p: Theta) => Tensor, p: Theta, epsilon: number): number[] {
  return Object.entries(p).flatMap(([name, values]) =>
    Array.from(values.data, (_, i) => {
      const moved = (by: number): number => {
        const numbers = Float64Array.from(values.data);
        numbers[i] += by;
        return J({ ...p, [name]: tensor(numbers, { shape: values.shape }) }).item();
      };
      return (moved(epsilon) - moved(-epsilon)) / (2 * epsilon);
    }),
  );
}
const flat = (p: Theta): number[] =>
  Object.values(p).flatMap((t) => Array.from(t.data));
const fromScratch = relative(flat(backward(theta)), differences(cost, theta, 1e-7));
const report = gradientCheck(cost, theta, { gradients: backward(theta) });
check("gradientCheck = from scratch", report.difference, fromScratch, 1e-12);

// %%
report;

// %%
gradientCheckPlot(report.pairs);

// %%
const planted = {
  both: { factors: { dW2: 2, db1: 4 }, printed: "0.2850931567" },
  "dW₂ · 2": { factors: { dW2: 2, db1: 1 }, printed: "–" },
  "db₁ · 4": { factors: { dW2: 1, db1: 4 }, printed: "–" },
  none: { factors: { dW2: 1, db1: 1 }, printed: "1.19e-7" },
};
table(
  ["bugs", "difference here", "in the notes", "wrong are"],
  Object.entries(planted).map(([name, { factors, printed }]) => {
    const found = gradientCheck(cost, theta, { gradients: backward(theta, factors) });
    const { difference, wrong } = found;
    const digits =
      difference > 1e-3 ? difference.toFixed(8) : difference.toExponential(2);
    return [name, digits, printed, wrong.map((p) => p.name).join(", ")];
  }),
);

// %% [markdown]
// ## Explain
//
// The difference of all 47 is 0.2851: a bug, no doubt. It does not say where; the rows of the report do. $b_1$ and
// $W_2$ are wrong, the other four differ by a few $10^{-7}$ at most. In the figure the points of $b_1$ (blue squares)
// and of $W_2$ (orange diamonds) leave the diagonal, each on a straight line: a constant factor. And the numbers 0.6
// and 0.3333 say which: a gradient that is $k$ times too large differs by $\frac{k - 1}{k + 1}$, and $\frac35 = 0.6$
// belongs to 4 times, $\frac13$ to twice what it should be.
//
// ### A right gradient that fails
//
// Look at the last row: without any bug the difference is $1.19 \cdot 10^{-7}$, and that is *not* below the notes'
// $10^{-7}$! (The exercise allows $2 \cdot 10^{-7}$ in its later editions, and calls it right.) Is there a third bug,
// or is the gradient right? We ask autograd:

// %%
const stable = (p: Theta): Tensor => binaryCrossEntropy(logits(p), y);
const good = backward(theta, { dW2: 1, db1: 1 });
const auto = gradientCheck(stable, theta).parameters.map((p) => p.analytic);
check(
  "all 47 by hand = autograd's",
  tensor(flat(good)),
  tensor(auto.flatMap((t) => Array.from(t.data))),
  1e-12,
);

// %% [markdown]
// The gradient is right. So who is to blame? The other suspect is the cost. The exercise computes it from
// $a = \sigma(z)$; the library computes the same cost from $z$. Here are both, for each ε:

// %%
const curves = {
  "J from a": epsilonCurve(cost, theta, { gradients: good }),
  "J from z": epsilonCurve(stable, theta, { gradients: good }),
};
epsilonPlot(curves, { title: "The difference of a right gradient" });

// %%
const chosen = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
const differencesOf = (J: (p: Theta) => Tensor): string[] =>
  epsilonCurve(J, theta, { gradients: good, epsilons: chosen }).map(({ error }) =>
    error.toExponential(0),
  );
table(
  ["difference at ε =", ...chosen.map((epsilon) => epsilon.toExponential(0))],
  [
    ["J from a", ...differencesOf(cost)],
    ["J from z", ...differencesOf(stable)],
  ],
);

// %%
const [fromA, fromZ] = [cost(theta).item(), stable(theta).item()];
table(
  ["how exact is the cost?", ""],
  [
    [
      "a of the three samples",
      Array.from(logits(theta).sigmoid().data, (v) => v.toFixed(5)).join(", "),
    ],
    ["J from a − J from z", (fromA - fromZ).toExponential(1)],
    ["that, divided by 2ε = 2e-7", ((fromA - fromZ) / 2e-7).toExponential(1)],
  ],
);

// %% [markdown]
// The third sample has $a = 0.99887$ and the label 0, so its cost is $-\ln(1 - a)$. In $1 - a = 0.00113$ the first
// three digits of $a$ cancel: they are gone, and with them three digits of the cost. What is left is uncertain in the
// 14th decimal, and divided by 2ε that is the $10^{-7}$. From $z$ nothing cancels: at ${\varepsilon = 10^{-7}}$ the
// difference is $10^{-9}$. From ${\varepsilon = 10^{-4}}$ on the two curves are one: there the bend of the cost is to
// blame, and both costs have the same.
//
// So before you hunt for a bug at $10^{-7}$: take a larger ε, $10^{-5}$ say, or a cost that does not cancel. Both
// bring the right gradient below $10^{-8}$; neither would help a wrong one.
//
// ## What kind of bug is it?
//
// Which parameters differ, and by how much, says much about the bug. Five usual ones, each planted on its own:

// %%
const { dz2 } = deltas(theta);
const ungated = dz2.matmul(theta.W2);
const each = (change: (g: Tensor) => Tensor): Theta =>
  Object.fromEntries(Object.entries(good).map(([k, g]) => [k, change(g)])) as Theta;
const squares = (W: Tensor): Tensor => W.square().sum();
/** With the penalty (λ/2m) Σ‖W‖² of lesson 04, λ = 0.7. */
const penalized = (p: Theta): Tensor => {
  const sum = squares(p.W1).add(squares(p.W2)).add(squares(p.W3));
  return stable(p).add(sum.mul(0.7 / 6));
};

const mistakes: [string, Theta, (p: Theta) => Tensor][] = [
  ["1/m forgotten", each((d) => d.mul(3)), stable],
  ["the sign of dz₃ turned", each((d) => d.neg()), stable],
  ["db₂ summed over axis 1", { ...good, b2: dz2.sum(1) }, stable],
  [
    "ReLU's gate of layer 1 forgotten",
    { ...good, W1: ungated.T.matmul(x), b1: ungated.sum(0) },
    stable,
  ],
  ["the penalty forgotten in dW", good, penalized],
];

// %%
table(
  ["", ...Object.keys(theta)],
  mistakes.map(([name, gradients, J]) => [
    name,
    ...gradientCheck(J, theta, { gradients, epsilon: 1e-5 }).parameters.map((p) =>
      p.verdict === "wrong" ? p.difference.toPrecision(2) : "✓",
    ),
  ]),
);

// %% [markdown]
// - The same number everywhere is a factor at the end of the network: 0.50 means three times too large, and $m = 3$.
//   1.0 is the largest there is, the sign.
// - A single parameter: a bug in its own line. Note that `sum(1)` instead of `sum(0)` gives the right *shape* here,
//   since there are three samples and three units: no error would ever have told.
// - A layer with its weights and biases: a bug in what is passed back to it, $\mathrm{d}z_1$.
// - All weights and no bias: the penalty. Whoever checks has to have it in both, in the cost and in the gradient.
//
// A model of the library with its penalty, all 127 parameters (a summary line is enough here):

// %%
const football = mlp([2, 20, 3, 1], { seed: 3, init: lecun });
const { difference: withPenalty } = gradientCheck(football, train, { l2: 0.7 });
check("2-20-3-1 with L2, λ = 0.7", withPenalty, 0, 1e-7);

// %% [markdown]
// ## Never with dropout
//
// Dropout (随机失活) draws a new mask for each forward pass, so $J(\theta + \varepsilon)$ and $J(\theta - \varepsilon)$
// are costs of two different networks. What does the two-sided formula give if we move nothing at all?

// %%
const dropping = mlp([2, 20, 3, 1], { seed: 3, init: lecun, dropout: { keep: 0.86 } });
const J = () => binaryCrossEntropy(dropping.forward(train.x), train.y).item();
const [first, second] = [J(), J()];
table(
  ["nothing moved", ""],
  [
    ["J", first.toFixed(6)],
    ["J once more", second.toFixed(6)],
    ["their difference / 2ε", Math.round((first - second) / 2e-7)],
  ],
);

// %% [markdown]
// A "derivative" of 18,092, of pure chance. The library refuses, and says what to do: check with dropout switched
// off, then switch it on.

// %%
try {
  gradientCheck(dropping, train);
} catch (error) {
  console.log(String(error));
}

// %%
const { difference: switchedOff } = gradientCheck(dropping.eval(), train);
check("the same network without dropout", switchedOff, 0, 1e-7);

// %% [markdown]
// ## At the start, and after some training
//
// The lectures advise to check twice: with the first weights, and again after some steps. Why, if the code is the
// same? Here is a 2-4-1 network with tanh, whose slope is $1 - a^2$. Somebody wrote $1 - z^2$ instead. The weights
// begin small.

// %%
const dice = new RandomState(2);
const small = (...shape: number[]) => randn(shape, dice).mul(0.01);
const start = { W1: small(4, 2), b1: small(4), W2: small(1, 4), b2: small(1) };
type Small = typeof start;

function tanhForward(p: Small) {
  const z1 = train.x.matmul(p.W1.T).add(p.b1);
  const a1 = z1.tanh();
  return { z1, a1, z2: a1.matmul(p.W2.T).add(p.b2) };
}
const tanhCost = (p: Small) => binaryCrossEntropy(tanhForward(p).z2, train.y);

/** The gradients, with the slope of tanh from a₁ (right) or from z₁ (wrong). */
function tanhBackward(p: Small, slopeFrom: "a1" | "z1"): Small {
  const { z1, a1, z2 } = tanhForward(p);
  const dz2 = z2.sigmoid().sub(train.y).div(train.size);
  const slope = (slopeFrom === "a1" ? a1 : z1).square().rsub(1);
  const dz1 = dz2.matmul(p.W2).mul(slope);
  return {
    W1: dz1.T.matmul(train.x),
    b1: dz1.sum(0),
    W2: dz2.T.matmul(a1),
    b2: dz2.sum(0),
  };
}

// %%
let now: Small = start;
const checked: Record<string, string[]> = { "1 − a²": [], "1 − z²": [] };
for (let step = 0; step <= 40; step++) {
  if (step % 20 === 0) {
    for (const [name, from] of [
      ["1 − a²", "a1"],
      ["1 − z²", "z1"],
    ] as const) {
      const gradients = tanhBackward(now, from);
      const { difference } = gradientCheck(tanhCost, now, { gradients, epsilon: 1e-5 });
      checked[name].push(difference.toExponential(1));
    }
  }
  const d = tanhBackward(now, "z1");
  const moved = (name: keyof Small) => now[name].sub(d[name]); // rate 1
  now = { W1: moved("W1"), b1: moved("b1"), W2: moved("W2"), b2: moved("b2") };
}
table(
  ["difference", "at the start", "after 20 steps", "after 40 steps"],
  Object.entries(checked).map(([name, found]) => [name, ...found]),
);

// %% [markdown]
// As long as the weights are small, $z$ is small, $a \approx z$, and the bug is hidden: ${2.6 \cdot 10^{-8}}$ is
// great. After 20 steps it is ${3.5 \cdot 10^{-6}}$, look again, and after 40 steps ${3.3 \cdot 10^{-3}}$, a bug. The
// right slope stays below $10^{-8}$ all the time.
//
// ## What does it cost?
//
// Two forward passes for each number, where backpropagation finds all derivatives with one pass forward and one back:

// %%
const passes = (name: string, model: Sequential): (string | number)[] => {
  const numbers = model.parameters().reduce((sum, { value }) => sum + value.size, 0);
  return [name, numbers, 2 * numbers];
};
table(
  ["network", "numbers", "forward passes"],
  [
    passes("4-5-3-1", mlp([4, 5, 3, 1])),
    passes("2-20-3-1", mlp([2, 20, 3, 1])),
    passes("784-512-256-10", mlp([784, 512, 256, 10])),
  ],
);

// %% [markdown]
// So gradient checking is for finding bugs, never for training: check once, on a small network and a few samples,
// then switch it off.
//
// ## Exercises
//
// ### 1 · Two-sided (easy)
//
// Estimate the derivative of `f` at `theta` by the two-sided difference.
// Put your code in the place of `unsolved(…)` and run the cell.
//
// <details><summary>Hint</summary>Mind the parentheses: the whole difference is divided by 2ε.</details>

// %% tags=["exercise"]
const myDerivative = (f: NumberFunction, theta: number, epsilon: number): number =>
  unsolved(f, theta, epsilon);
checkTwoSidedDifference(myDerivative);

// %% tags=["solution"]
const derivativeSolution = (f: NumberFunction, theta: number, epsilon: number) =>
  (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon);
checkTwoSidedDifference(derivativeSolution);

// %% [markdown]
// ### 2 · Relative difference (medium)
//
// Measure how far apart two gradients are, tensors of the same shape.
//
// <details><summary>Hint</summary><code>t.norm()</code> is the root of the sum of squares, of all elements; and
// <code>.item()</code> makes a number of it.</details>

// %% tags=["exercise"]
const myDifference = (g: Tensor, estimate: Tensor): number => unsolved(g, estimate);
checkRelativeDifference(myDifference);

// %% tags=["solution"]
const differenceSolution = (g: Tensor, estimate: Tensor): number =>
  g.sub(estimate).norm().item() / (g.norm().item() + estimate.norm().item());
checkRelativeDifference(differenceSolution);

// %% [markdown]
// ### 3 · Find the bugs (open)
//
// The tanh network again, with weights of ordinary size and the L2 penalty, λ = 0.7. The cost is right; the backward
// pass is not. How many bugs are there? The report names the suspects:

// %%
const [ordinary, m] = [new RandomState(4), train.size];
const suspects: Small = {
  W1: randn([4, 2], ordinary),
  b1: randn([4], ordinary),
  W2: randn([1, 4], ordinary),
  b2: randn([1], ordinary),
};
const suspectCost = (p: Small): Tensor => {
  const penalty = squares(p.W1).add(squares(p.W2));
  return tanhCost(p).add(penalty.mul(0.7 / (2 * m)));
};
function suspectBackward(p: Small): Small {
  const { a1, z2 } = tanhForward(p);
  const dz2 = z2.sigmoid().sub(train.y).div(m);
  const dz1 = dz2.matmul(p.W2).mul(a1.rsub(1));
  return {
    W1: dz1.T.matmul(train.x).add(p.W1.mul(0.7 / (2 * m))),
    b1: dz1.mean(0),
    W2: dz2.T.matmul(a1),
    b2: dz2.sum(0),
  };
}
gradientCheck(suspectCost, suspects, { gradients: suspectBackward(suspects) });

// %% [markdown]
// Copy `suspectBackward` into the cell below as `myBackward`, in the place of its first line, and mend it until all
// four parameters are right.
//
// <details><summary>Hint</summary>Begin with the last layer: what is wrong there cannot come from what is passed
// back. Look at one layer after the other, mend, check again.</details>

// %% tags=["exercise"]
const myBackward = (p: Small): Small => unsolved(p);
checkMendedBackward(myBackward, { cost: suspectCost, parameters: suspects });

// %% tags=["solution"]
const backwardSolution = (p: Small): Small => {
  const { a1, z2 } = tanhForward(p);
  const dz2 = z2.sigmoid().sub(train.y).div(m);
  const dz1 = dz2.matmul(p.W2).mul(a1.square().rsub(1)); // 1 − a², not 1 − a
  return {
    W1: dz1.T.matmul(train.x).add(p.W1.mul(0.7 / m)), // λ/m, not λ/2m
    b1: dz1.sum(0), // the 1/m is in dz₂ already
    W2: dz2.T.matmul(a1).add(p.W2.mul(0.7 / m)), // the penalty was forgotten
    b2: dz2.sum(0),
  };
};
checkMendedBackward(backwardSolution, { cost: suspectCost, parameters: suspects });

// %% [markdown]
// ## Summary
//
// 1. A wrong gradient often trains nearly as well as the right one: only a check finds it.
// 2. Two-sided differences err by ε², one-sided ones by ε; too small an ε leaves nothing but rounding.
// 3. The relative difference: below $10^{-7}$ great, around $10^{-5}$ look again, from $10^{-3}$ up a bug. Before you
//    hunt at $10^{-7}$, look at ε and at how the cost is computed.
// 4. Look at which parameters differ: one, a layer, all weights, or everything by the same factor.
// 5. With the penalty, without dropout, at the start and after some training; and never while training.
//
// Next: [10 · Optimizers](10-optimizers.ipynb) (lesson 09, mini-batches and moving averages, is to come). Before:
// [07 · Normalizing inputs](07-normalization.ipynb). [All lessons](index.ipynb)
//
// ### Sources
//
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 1: gradient checking, and its exercise.
// - P. E. Gill, W. Murray, M. H. Wright: Practical Optimization (1981), on the best ε.
// - Lecture notes of students of that course.
