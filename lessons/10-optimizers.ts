// -*- coding: utf-8 -*-
// %% [markdown]
// # 10 · Optimizers
//
// After this lesson you can
//
// - **write** momentum, Adagrad, RMSProp and Adam, each in a few lines;
// - **explain** what each of them does for a coordinate whose gradient swings, or is tiny, or is zero;
// - **judge** whether an optimizer is better, or only its learning rate.
//
// Time: 50 minutes. It builds on [lesson 07](07-normalization.ipynb) (normalizing inputs) and lesson 09 (mini-batches
// and moving averages).

// %%
import { RandomState, type Tensor, grad, randn, stack, tensor, zeros } from "gradbook";
import { datasets, evaluate, fit, he, mlp, type Run } from "gradbook";
import { Optimizer, type OptimizerRule, type Point } from "gradbook";
import { ReLU, type Sequential, layerOutputs } from "gradbook";
import { adagrad, adam, momentum, rmsprop, sgd } from "gradbook";
import { accuracyTable, costCurve, decisionBoundary, table } from "gradbook";
import { effectiveRates, optimizerRace } from "gradbook";
import { check, checkAdamw, checkLearningRate, checkRmsprop } from "gradbook";
import { type AdamwSettings, type RmspropSettings, unsolved } from "gradbook";

// %% [markdown]
// ## The problem
//
// Gradient descent (梯度下降法), $w \leftarrow w - \alpha \, \mathrm{d}w$, has one learning rate (学习率) α for all
// directions. On a cost surface that is a ravine, steep across and almost level along, no single α is right. The
// smallest such surface has two weights, and is 50 times as steep in $w_2$ as in $w_1$:
//
// $$J(w_1, w_2) = \tfrac12 \left( w_1^2 + 50\, w_2^2 \right)$$
//
// Three rates, 47 steps each. Pull the slider below the figure to follow them.

// %%
const ravine = (w: Tensor) =>
  w
    .square()
    .mul(tensor([0.5, 25]))
    .sum();
const valley = {
  cost: ravine,
  start: [-4, 1],
  steps: 47,
  x: [-4.5, 1.5],
  y: [-1.7, 1.7],
} as const;
optimizerRace(
  {
    "α = 0.005": sgd({ learningRate: 0.005 }),
    "α = 0.039": sgd({ learningRate: 0.039 }),
    "α = 0.0405": sgd({ learningRate: 0.0405 }),
  },
  valley,
  { title: "Gradient descent in a ravine", minimum: [0, 0] },
);

// %% [markdown]
// Across the ravine a step multiplies $w_2$ by $1 - 50\alpha$. From α = 2/50 = 0.04 on that is below −1, and the
// swings (震荡) grow: 0.0405 runs up the walls. With 0.039 they die down, slowly. With 0.005 there are none, but the
// way along the floor, where a step only multiplies $w_1$ by $1 - \alpha$, has hardly begun. The steepest direction
// sets the limit, and all the others have to live with it.
//
// Normalizing the inputs (lesson 07) takes away the ravines that the data bring along; those that the network itself
// makes stay. So we need better rules for the step.
//
// ## Predict
//
// 1. A rule steps along the *average* of the last ten gradients instead of the last one. What does that do to the
//    swings across the ravine, and what to the movement along it?
// 2. Another rule divides the gradient of each coordinate by that coordinate's own usual size. How long is a step
//    where the gradient is always 1000, and where it is always 0.001?
// 3. Three rules train one network at one rate, 0.0007. Two of them get 79.7 % right and the third 94.0 %. Is its
//    rule better, or could it be something else?
//
// Write your answers down; the cells below will tell.
//
// ## The idea
//
// ### Momentum: average the gradients
//
// What points the same way at every step should add up; what swings to and fro should cancel out. An exponentially
// weighted average (指数加权平均) does that. Momentum (动量) keeps one of the gradients, and steps along it:
//
// $$v \leftarrow \beta v + (1 - \beta)\, \mathrm{d}w, \qquad w \leftarrow w - \alpha v$$
//
// With β = 0.9, the usual value, it averages over about $1/(1 - \beta) = 10$ steps. In code, a rule is a function
// that makes of each gradient the step, to be multiplied by α; what it remembers is its own. (`zeros([1])` is a 0
// that takes the shape of whatever is added to it.)

// %%
/** Makes of the gradient dw at step t = 1, 2, … what α is multiplied with. */
type Step = (dw: Tensor, t: number) => Tensor;

/** Momentum, from scratch. */
function momentumByHand(beta = 0.9): Step {
  let v = zeros([1]);
  return (dw) => {
    v = v.mul(beta).add(dw.mul(1 - beta));
    return v;
  };
}

// %% [markdown]
// What does it make of the zigzag of gradient descent at α = 0.039?

// %%
const slope = grad(ravine);
const averaged = momentumByHand();
let w = tensor(valley.start);
const seen: Tensor[] = [];
for (let t = 1; t <= 8; t++) {
  seen.push(stack([slope(w), averaged(slope(w), t)]));
  w = w.sub(slope(w).mul(0.039));
}
const along = (row: number, k: number) =>
  seen.map((s) => s.at(row, k).toFixed(2).replace("-", "−"));
table(
  ["step", "1", "2", "3", "4", "5", "6", "7", "8"],
  [
    ["dw₁", ...along(0, 0)],
    ["v₁", ...along(1, 0)],
    ["dw₂", ...along(0, 1)],
    ["v₂", ...along(1, 1)],
  ],
  { caption: "Gradients on gradient descent's way at α = 0.039, and their averages" },
);

// %% [markdown]
// Across, $\mathrm{d}w_2$ swings between 50 and −47.5, and its average stays between −0.63 and 5. Along,
// $\mathrm{d}w_1$ is −4 to −3 all the time, and the average grows towards it: −1.95 after eight steps. (It began at
// 0. Lesson 09 corrects that; the lectures' momentum does not, since after ten or twenty steps it no longer matters.)
//
// ### Two conventions
//
// Many books and libraries leave out the $1 - \beta$, so that v is a *sum* of the gradients: $v \leftarrow \beta v +
// \mathrm{d}w$. How long do steps become when the gradient is 1 all the time?

// %%
/** The length of step t along a gradient that is always 1, at α = 1. */
function lengthOfStep(rule: OptimizerRule, t: number): number {
  const w = tensor([0], { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  let before = 0;
  for (let i = 0; i < t; i++) {
    before = w.at(0);
    optimizer.step(() => w.sum());
  }
  return before - w.at(0);
}
table(
  ["β", "average: step 1", "step 2", "step 1000", "sum: step 1", "step 2", "step 1000"],
  [0.5, 0.9, 0.99].map((beta) => [
    String(beta),
    ...(["average", "sum"] as const).flatMap((convention) =>
      [1, 2, 1000].map((t) =>
        lengthOfStep(momentum({ learningRate: 1, beta, convention }), t).toFixed(2),
      ),
    ),
  ]),
  { caption: "Length of a step in units of α" },
);

// %% [markdown]
// The sum's steps are $1/(1 - \beta)$ times as long: 10 times with β = 0.9, 100 times with 0.99. So α means different
// things, and who changes β under the sum changes the length of the steps, too. With α times $1 - \beta$ the two are
// the same:

// %%
/** Where a rule is after some steps on a surface. */
function follow(
  rule: OptimizerRule,
  cost: (w: Tensor) => Tensor,
  steps: number,
): Tensor {
  const w = tensor(valley.start, { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  for (let i = 0; i < steps; i++) optimizer.step(() => cost(w));
  return w.detach();
}
check(
  "average at α = 0.1 is sum at α = 0.01, after 100 steps",
  follow(momentum({ learningRate: 0.1 }), ravine, 100),
  follow(momentum({ learningRate: 0.01, convention: "sum" }), ravine, 100),
  1e-12,
);

// %% [markdown]
// In this lesson, as in the lectures, momentum is the average. If you take a learning rate from a paper or from other
// code, look first which convention it has.
//
// ### Adagrad and RMSProp: a rate for each coordinate
//
// Momentum changes the direction. The other idea: each coordinate divides its gradient by that gradient's usual size,
// so that steep directions get short steps and level ones long steps. Adagrad takes the root of the *sum* of all
// squares so far, RMSProp (root mean square, 均方根) that of their moving *average*:
//
// $$\text{Adagrad:}\quad s \leftarrow s + \mathrm{d}w^2$$
// $$\text{RMSProp:}\quad s \leftarrow \beta s + (1 - \beta)\, \mathrm{d}w^2$$
// $$\text{both:}\quad w \leftarrow w - \frac{\alpha}{\sqrt{s} + \varepsilon}\, \mathrm{d}w$$
//
// All operations run element by element: every coordinate has its own s. The small ε keeps the division finite; it
// has a section of its own below.

// %%
const EPSILON = 1e-8;

/** Adagrad, from scratch. */
function adagradByHand(): Step {
  let s = zeros([1]);
  return (dw) => {
    s = s.add(dw.square());
    return dw.div(s.sqrt().add(EPSILON));
  };
}

/** RMSProp, from scratch. */
function rmspropByHand(beta = 0.9): Step {
  let s = zeros([1]);
  return (dw) => {
    s = s.mul(beta).add(dw.square().mul(1 - beta));
    return dw.div(s.sqrt().add(EPSILON));
  };
}

// %% [markdown]
// ### Adam: both, and both corrected
//
// Adam (adaptive moment estimation, 自适应矩估计) puts the two together: momentum's average v of the gradients,
// divided by RMSProp's root of s. Both begin at 0 and are too small at first, so both get the bias correction (偏差修正)
// of lesson 09, each with its own β and the number t of the step:
//
// $$v \leftarrow \beta_1 v + (1 - \beta_1)\,\mathrm{d}w, \qquad \hat v = \frac{v}{1 - \beta_1^t}$$
// $$s \leftarrow \beta_2 s + (1 - \beta_2)\,\mathrm{d}w^2, \qquad \hat s = \frac{s}{1 - \beta_2^t}$$
// $$w \leftarrow w - \alpha\, \frac{\hat v}{\sqrt{\hat s} + \varepsilon}$$
//
// Usual values are β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸; α is to be found by trying.

// %%
/** Adam, from scratch; each correction can be left out. */
function adamByHand({ correctV = true, correctS = true } = {}): Step {
  const [beta1, beta2] = [0.9, 0.999];
  let v = zeros([1]);
  let s = zeros([1]);
  return (dw, t) => {
    v = v.mul(beta1).add(dw.mul(1 - beta1));
    s = s.mul(beta2).add(dw.square().mul(1 - beta2));
    const vHat = correctV ? v.div(1 - beta1 ** t) : v;
    const sHat = correctS ? s.div(1 - beta2 ** t) : s;
    return vHat.div(sHat.sqrt().add(EPSILON));
  };
}

// %% [markdown]
// What are the corrections good for? The gradient is 1 all the time once more; how long are the steps, in units of α?

// %%
const stops = [1, 2, 10, 100, 1000, 3000];
/** How long a rule's steps are along a gradient that is always `size`. */
function lengths(step: Step, size = 1): string[] {
  const found: string[] = [];
  for (let t = 1; t <= 3000; t++) {
    const length = step(tensor([size]), t).at(0);
    if (stops.includes(t)) found.push(length.toFixed(2));
  }
  return found;
}
table(
  ["length of step", ...stops.map(String)],
  [
    ["both corrected", ...lengths(adamByHand())],
    ["neither corrected", ...lengths(adamByHand({ correctV: false, correctS: false }))],
    ["only v corrected", ...lengths(adamByHand({ correctS: false }))],
    ["only s corrected", ...lengths(adamByHand({ correctV: false }))],
    ["both corrected, gradient 0.001", ...lengths(adamByHand(), 0.001)],
    ["Adagrad", ...lengths(adagradByHand())],
  ],
);

// %% [markdown]
// Corrected, every step has the length α, from the first on; and it has it for a gradient of 0.001, too, which
// answers question 2. Without any correction one would expect steps that are too *short*, since both averages begin
// at 0. But s, with its longer memory, is the one that is too small for longer, and it stands below the fraction: the
// first hundred steps are 3 to 7 times too *long*, and at step 1000 it still shows. With v corrected and s not, the
// first is 31.62 times too long. (One set of notes has $\beta_1$ in the correction of s. That is a slip: $\hat s$
// would be 0.001/0.1 at first, and the first step 10 times too long.)
//
// The last row is the trouble with Adagrad, of which the notes say that it does not get far enough: its s only grows,
// so its steps shrink like $1/\sqrt t$ whether or not the goal is near. Step 3000 is 0.02 long.
//
// ## Check
//
// From scratch and from the library, 100 steps in the ravine, should come out at the same points.

// %%
/** Where a rule from scratch is after 100 steps in the ravine. */
function followByHand(step: Step, alpha: number): Tensor {
  let w = tensor(valley.start);
  for (let t = 1; t <= 100; t++) w = w.sub(step(slope(w), t).mul(alpha));
  return w;
}
const byHand = stack([
  followByHand(momentumByHand(), 0.03),
  followByHand(adagradByHand(), 0.3),
  followByHand(rmspropByHand(), 0.03),
  followByHand(adamByHand(), 0.1),
]);
const library = stack([
  follow(momentum({ learningRate: 0.03 }), ravine, 100),
  follow(adagrad({ learningRate: 0.3 }), ravine, 100),
  follow(rmsprop({ learningRate: 0.03 }), ravine, 100),
  follow(adam({ learningRate: 0.1 }), ravine, 100),
]);
check("four rules from scratch = the library's", byHand, library, 1e-12);

// %% [markdown]
// ## What the rates become
//
// α divided by √s + ε is the *effective* rate: what a coordinate's gradient is multiplied with in the end. An
// optimizer of the library shows what it remembers, `state().moments`, so we can read s in every step. α is 0.03 for
// gradient descent and RMSProp, 0.3 for Adagrad, 0.1 for Adam.

// %%
/** The effective rate of both coordinates at each of 60 steps in the ravine. */
function ratesOf(rule: OptimizerRule, bias = (_t: number) => 1): Point[] {
  const w = tensor(valley.start, { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  return Array.from({ length: 60 }, (_, i): Point => {
    optimizer.step(() => ravine(w));
    const s = optimizer.state().moments["0.s"];
    const rate = (k: number) =>
      rule.learningRate / (Math.sqrt(s[k] / bias(i + 1)) + EPSILON);
    return s === undefined
      ? [rule.learningRate, rule.learningRate]
      : [rate(0), rate(1)];
  });
}
effectiveRates({
  GD: ratesOf(sgd({ learningRate: 0.03 })),
  Adagrad: ratesOf(adagrad({ learningRate: 0.3 })),
  RMSProp: ratesOf(rmsprop({ learningRate: 0.03 })),
  Adam: ratesOf(adam({ learningRate: 0.1 }), (t) => 1 - 0.999 ** t),
});

// %% [markdown]
// - At the start the gradient is (−4, 50). With all rules but gradient descent $w_1$ gets 12.5 = 50/4 times the rate
//   of $w_2$: to them the ravine is not 50 times as steep across as along, but 50/12.5 = 4 times.
// - **Adagrad** only ever goes down: 0.075 to 0.0195 in $w_1$, 0.006 to 0.0040 in $w_2$.
// - **RMSProp** forgets. Its rates fall for some ten steps, too, since s begins at 0 and fills up. Then the gradient
//   across the ravine dies down, and the rate of $w_2$ comes up again, from 0.0010 to 0.0084.
// - **Adam**'s β₂ = 0.999 remembers a thousand steps, so in 60 it averages over all that there were. Both rates rise
//   slowly, as the gradients become smaller than the early ones.
//
// ## The race
//
// All start in the same place of the ravine, each at a rate that suits it. (Further down every rule gets every rate.)

// %%
optimizerRace(
  {
    GD: sgd({ learningRate: 0.03 }),
    momentum: momentum({ learningRate: 0.1 }),
    Adagrad: adagrad({ learningRate: 1 }),
    RMSProp: rmsprop({ learningRate: 0.03 }),
    Adam: adam({ learningRate: 0.1 }),
  },
  valley,
  { title: "Race in a ravine", minimum: [0, 0] },
);

// %% [markdown]
// RMSProp is far behind. Why not give it a larger rate? Look where two rates get it in 500 steps:

// %%
const places = [497, 498, 499, 500];
table(
  ["w₂ of RMSProp after step", ...places.map(String)],
  [0.03, 0.1].map((learningRate) => [
    `α = ${learningRate}`,
    ...places
      .map((t) => follow(rmsprop({ learningRate }), ravine, t).at(1))
      .map((w2) => w2.toFixed(4).replace("-", "−")),
  ]),
);

// %% [markdown]
// Gradient descent heads for the floor and then creeps along it, in every step 3 per cent of what is left. Momentum
// swings wide, like a heavy ball, overshoots, and comes back. Adagrad, at a rate of 1 that would throw gradient
// descent out, is there in about twenty steps. RMSProp goes straight, but in small steps, and the table says why its
// rate has to be small: a gradient divided by its own size never gets small. In the end it hops to and fro, by
// exactly α: from −α/2 to α/2. Adam's v averages such hops: they cancel out.
//
// And a saddle (鞍点): level at (0, 0), falling to both sides along $w_2$ into two valleys at ±1, rising along $w_1$.
// The start is almost exactly on the ridge, at $w_2 = 0.001$. All have the rate 0.03.
//
// $$J(w_1, w_2) = 10\, w_1^2 - \tfrac12 w_2^2 + \tfrac14 w_2^4$$

// %%
const saddle = (w: Tensor) => {
  const squares = w.square();
  const fourth = squares.square().mul(tensor([0, 0.25]));
  return squares
    .mul(tensor([10, -0.5]))
    .add(fourth)
    .sum();
};
const ridge = { cost: saddle, start: [-1, 0.001] } as const;
optimizerRace(
  {
    GD: sgd({ learningRate: 0.03 }),
    momentum: momentum({ learningRate: 0.03 }),
    Adagrad: adagrad({ learningRate: 0.03 }),
    RMSProp: rmsprop({ learningRate: 0.03 }),
    Adam: adam({ learningRate: 0.03 }),
  },
  { ...ridge, steps: 250, x: [-1.15, 0.6], y: [-0.6, 1.3] },
  { title: "Race on a saddle, all at α = 0.03" },
);

// %% [markdown]
// Near the ridge the gradient along $w_2$ is tiny, and gradient descent takes a step in proportion: after 150 steps
// it is still within 0.1 of the ridge. RMSProp and Adam divide the gradient by its own size. Adam's
// steps are 0.03 long from the first on, RMSProp's at first even longer, since it is not corrected; after 50 steps
// both are in the valley. Adagrad, too, leaves the ridge, but the steep
// descent at the beginning has spoilt its rate in $w_1$, and there it is not done after 250 steps.
//
// And momentum? The notes say that it helps to get out of plateaus (平稳段) early. Here, at the same rate, it is
// *behind* gradient descent: after 250 steps at $w_2 = 0.36$, and gradient descent at 0.86. An average lags behind
// what grows. What momentum can do is bear a larger rate, as the next table shows.
//
// ### Every rule at its best rate
//
// A race says little as long as somebody picked the rates. So we give each rule each of eight rates, from 0.003 to 3
// (0.038 is among them, just below gradient descent's limit in the ravine), and count the steps until the cost is
// low, and stays low: below 0.01 in the ravine, below −0.1 on the saddle, which is well past the ridge. A third
// surface stands between the two: the ravine turned by 45°, so that its floor runs between the axes.

// %%
const c = Math.SQRT1_2;
const turn = tensor([
  [c, -c],
  [c, c],
]);
const surfaces = {
  ravine: { cost: ravine, start: tensor(valley.start), goal: 0.01 },
  "ravine, turned": {
    cost: (w: Tensor) => ravine(turn.matmul(w)),
    start: turn.T.matmul(tensor(valley.start)),
    goal: 0.01,
  },
  saddle: { cost: saddle, start: tensor(ridge.start), goal: -0.1 },
};
/** A surface, where to start on it, and the cost to come below. */
type Task = { cost: (w: Tensor) => Tensor; start: Tensor; goal: number };
/** After how many steps the cost stays below the goal; Infinity when it does not. */
function stepsToGoal(rule: OptimizerRule, task: Task, most = 500): number {
  const { cost, start, goal } = task;
  const w = tensor(Array.from(start.data), { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  let needed = 0;
  for (let t = 0; t <= most; t++) {
    const costAfterT = optimizer.step(() => cost(w));
    if (!(costAfterT < goal)) needed = t + 1;
  }
  return needed > most ? Number.POSITIVE_INFINITY : needed;
}

// %%
const makers = {
  GD: sgd,
  momentum: momentum,
  Adagrad: adagrad,
  RMSProp: rmsprop,
  Adam: adam,
};
const rates = [0.003, 0.01, 0.03, 0.038, 0.1, 0.3, 1, 3];
const sweep = Object.entries(makers).map(([name, make]) => {
  const cells = Object.values(surfaces).map((surface) => {
    const counts = rates.map((learningRate) =>
      stepsToGoal(make({ learningRate }), surface),
    );
    const best = counts.indexOf(Math.min(...counts));
    return `${counts[best]} (α = ${rates[best]})`;
  });
  return [name, ...cells];
});
table(["fewest steps to the goal", ...Object.keys(surfaces)], sweep);

// %% [markdown]
// - **In the ravine**, momentum and Adam need 72 steps, gradient descent 87, and that only at a rate just below its
//   limit.
// - **Turned by 45°** the ravine is the same to gradient descent and momentum, which know no axes: 87 and 72 again.
//   Adagrad goes from 5 steps to 134 and RMSProp from 159 to 392, since now both coordinates have the same steepness
//   and a rate for each is of no use. Adam, which has momentum besides, hardly notices: 75. One often hears that
//   these rules make any ravine round. They do so only along the axes.
// - **On the saddle** momentum bears α = 1. Gradient descent has its limit at 2/20 = 0.1, since $w_1$ is 20 times
//   steep there, and 0.038 is the largest of our rates below it. So it is 47 steps against 169: that is how momentum
//   helps there. The rules that divide need fewer still: 7, 24 and 27.
//
// 72 against 87 is no great gain. It becomes one as the ravine gets steeper. Gradient descent has the limit 2/k where
// $w_2$ is k times as steep as $w_1$. Momentum's is $(1 + \beta)/(1 - \beta)$ times that, 38/k with β = 0.9. (We take
// that from the theory; on the saddle it makes 38/20 = 1.9, and there α = 1 was fine.) At 95 % of the one and half of
// the other:

// %%
const steeper = [50, 200, 500].map((k) => {
  const J = (w: Tensor) =>
    w
      .square()
      .mul(tensor([0.5, k / 2]))
      .sum();
  const task = { ...surfaces.ravine, cost: J };
  return [
    `${k} : 1`,
    stepsToGoal(sgd({ learningRate: 1.9 / k }), task, 1000),
    stepsToGoal(momentum({ learningRate: 19 / k }), task, 1000),
  ];
});
table(["steps to the goal", "GD at α = 1.9/k", "momentum at α = 19/k"], steeper);

// %% [markdown]
// Ten times the steepness costs gradient descent ten times the steps, 878 instead of 87, and momentum 97 instead of
// 75. That is what it is for.
//
// ## The experiment
//
// Now a network. The data are two half moons, and everything is as in the course's exercise: 300 points with noise
// 0.2 from seed 3, a 2-5-2-1 network with He's weights from seed 3, 10,000 epochs of mini-batches of 64, epoch e
// shuffled by seed 11 + e, rate 0.0007, β = 0.9 and 0.999. The exercise has neither dev set nor test set; ours are
// the same recipe from seeds 4 and 5. Its printed accuracies stand in the column "in the notes".
//
// `RATE` is the switch to flip: try 0.007 and 0.07. (The check of the printed costs holds for 0.0007 only.)

// %%
const train = datasets.moons({ size: 300, noise: 0.2, seed: 3, name: "train" });
const dev = datasets.moons({ size: 300, noise: 0.2, seed: 4, name: "dev" });
const test = datasets.moons({ size: 300, noise: 0.2, seed: 5, name: "test" });
const splits = { train, dev, test };
const trainAndTest = { train, test };

const RATE = 0.0007;
const network = () => mlp([2, 5, 2, 1], { seed: 3, init: he });
const batches = { batchSize: 64, batchSeed: 11 };
const rules: Record<string, OptimizerRule> = {
  "gradient descent": sgd({ learningRate: RATE }),
  momentum: momentum({ learningRate: RATE, beta: 0.9 }),
  Adam: adam({ learningRate: RATE, beta1: 0.9, beta2: 0.999 }),
};
const runs: Record<string, Run> = {};
for (const [name, optimizer] of Object.entries(rules)) {
  runs[name] = fit(network(), train, { ...batches, optimizer, epochs: 10_000, name });
}

// %%
costCurve(runs);

// %%
decisionBoundary(runs, trainAndTest);

// %%
accuracyTable(runs, splits, {
  inTheNotes: {
    "gradient descent": { train: 79.7 },
    momentum: { train: 79.7 },
    Adam: { train: 94.0 },
  },
});

// %% [markdown]
// The exercise prints a cost every 1,000 epochs, that of the epoch's last mini-batch of 44 points. Ours should be the
// same, to all six digits:

// %%
const printed = {
  "gradient descent": [
    0.690736, 0.685273, 0.647072, 0.619525, 0.576584, 0.607243, 0.529403, 0.460768,
    0.465586, 0.464518,
  ],
  momentum: [
    0.690741, 0.685341, 0.647145, 0.619594, 0.576665, 0.607324, 0.529476, 0.460936,
    0.46578, 0.46474,
  ],
  Adam: [
    0.690552, 0.185567, 0.150852, 0.074454, 0.125936, 0.104235, 0.100552, 0.031601,
    0.111709, 0.197648,
  ],
};
/** The cost of the last of five mini-batches in epochs 0, 1000 … 9000. */
const thousands = (name: string): number[] =>
  printed.Adam.map((_, k) => runs[name].history.cost[5000 * k + 4]);
check(
  "30 costs here = 30 printed costs, to six digits",
  tensor(Object.keys(printed).map(thousands)),
  tensor(Object.values(printed)),
  5e-7,
);

// %%
table(
  ["cost at epoch", ...["0", "1000", "5000", "9000"]],
  Object.entries(printed).flatMap(([name, costs]) => [
    [`${name}, here`, ...[0, 1, 5, 9].map((k) => thousands(name)[k].toFixed(6))],
    [`${name}, printed`, ...[0, 1, 5, 9].map((k) => costs[k].toFixed(6))],
  ]),
);

// %% [markdown]
// ## Explain
//
// - **Gradient descent** has 79.7 % of the train set right, 82.7 % of the dev set. Its border is almost a straight
//   line, and its cost, 0.438, is still falling: 50,000 steps were not enough.
// - **Momentum** is the same run: 0.464740 at epoch 9,000 against 0.464518, one dev point fewer. In the lectures'
//   convention it goes no faster, it only goes smoother, and at so small a rate there are no swings to take away.
// - **Adam** has 94.0 % and 95.0 %, and was below 0.2 at epoch 1,000 already.
//
// (All three do better on our dev and test sets than on the train set. So does the run below: ours happen to be the
// easier sets. Nothing here overfits, so the dev set tells the same as the train set.)
//
// So Adam is the better rule? Be careful: all we know is that it is better *at 0.0007*.
//
// ### Which rate does Adam really have?
//
// A run keeps its optimizer, and the optimizer its s. So we can look at the effective rate, α over √ŝ + ε, of each of
// the 30 weights and biases at the end of Adam's run:

// %%
/** Adam's effective rate for each parameter of a run, by what it remembers at the end. */
function effective({ optimizer }: Run): number[][] {
  const { moments, steps } = optimizer.state();
  return Object.entries(moments)
    .filter(([name]) => name.endsWith(".s"))
    .map(([, s]) =>
      Array.from(s, (value) => {
        const sHat = value / (1 - 0.999 ** steps);
        return optimizer.learningRate / (Math.sqrt(sHat) + EPSILON);
      }),
    );
}
const layerNames = ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃"];
const asRates = (values: number[]) =>
  [...values]
    .sort((a, b) => a - b)
    .map((rate) => (rate < 1000 ? rate.toPrecision(2) : rate.toFixed(0)))
    .join(" · ");
table(
  ["", "effective rates, in order"],
  effective(runs.Adam).map((values, l) => [layerNames[l], asRates(values)]),
);

// %% [markdown]
// Where a gradient passes at all, Adam multiplies it not by 0.0007 but by 0.003 to 0.05, 4 to 70 times as much:
// gradients are small here, and it divides by their size. (One weight has 26: its gradients have become tiny. The
// 70,000 are a story of their own, below.) What if the others had larger rates, too? Every rule, four rates, a tenth
// of the epochs:

// %%
const byRate: Record<string, string[]> = {};
for (const [name, make] of Object.entries(makers)) {
  byRate[name] = [0.0007, 0.007, 0.07, 0.7].map((learningRate) => {
    const model = network();
    fit(model, train, {
      ...batches,
      optimizer: make({ learningRate }),
      epochs: 1000,
      name: `${name}, α = ${learningRate}`,
    });
    return `${(100 * evaluate(model, dev).accuracy).toFixed(1)} %`;
  });
}
table(
  ["dev accuracy after 1,000 epochs", "α = 0.0007", "0.007", "0.07", "0.7"],
  Object.entries(byRate).map(([name, cells]) => [name, ...cells]),
);

// %% [markdown]
// And momentum in its other convention? As a sum its steps are ten times as long. So 0.0007 is to it what 0.007 is to
// the average:

// %%
const summed = fit(network(), train, {
  ...batches,
  optimizer: momentum({ learningRate: 0.0007, convention: "sum" }),
  epochs: 10_000,
  name: "momentum, sum",
});
accuracyTable(
  { momentum: runs.momentum, "momentum, sum": summed, Adam: runs.Adam },
  splits,
);

// %% [markdown]
// - After 1,000 epochs at 0.07 plain gradient descent has 94.7 % of the dev set right, after 10,000 at 0.0007 it had
//   82.7 %. **At its best rate every one of the five rules comes to 95.0 to 95.7 %.** The table of the experiment
//   compared rates, not rules.
// - Momentum as a sum has 94.7 % of the dev set right after 10,000 epochs, where the average had 82.3 %. A factor
//   $1 - \beta$ that one book has and the other has not makes all the difference between "no use" and "nearly Adam".
// - What is better about RMSProp and Adam is *where* their good rates are. A step is about α long in every
//   coordinate, so α is a length: 0.0007 and 0.007 are both right here. Gradient descent's rate depends on the size
//   of the gradients, which nobody knows before: it needs 0.07 to 0.7, a hundred or a thousand times as much. That is
//   why one tries Adam first, with 0.001 or so.
// - A rate that is too large is bad for those, too: at 0.7 RMSProp gives every point the same answer, 50.0 %.
//
// ## What ε is for
//
// The notes say of ε that it may be left out, since it hardly matters. We try:

// %%
/** What becomes of Adam on the moons after 1,000 epochs with some ε. */
function withEpsilon(epsilon: number): string {
  const model = network();
  try {
    fit(model, train, {
      ...batches,
      optimizer: adam({ learningRate: 0.0007, epsilon }),
      epochs: 1000,
      name: `ε = ${epsilon}`,
    });
  } catch (error) {
    return String(error).split("\n")[0];
  }
  return `${(100 * evaluate(model, dev).accuracy).toFixed(1)} % of the dev set`;
}
table(
  ["ε", "outcome"],
  [0, 1e-8, 1e-4, 0.01, 0.1].map((e) => [String(e), withEpsilon(e)]),
);

// %% [markdown]
// Without ε the cost is not a number after the first step. How come? For which share of the points does each of the
// two units in the second hidden layer fire, before training and after it?

// %%
const fires = (model: Sequential) =>
  Array.from(
    layerOutputs(model, train.x, [ReLU])[1].greater(0).mean(0).data,
    (share) => `${(100 * share).toFixed(1)} %`,
  );
table(
  ["", "unit 1 fires for", "unit 2"],
  [
    ["before training", ...fires(network())],
    ["after Adam", ...fires(runs.Adam.model as Sequential)],
  ],
);

// %% [markdown]
// Unit 2 is dead from the start. The gradients of its five weights in $W_2$, of its $b_2$, and of its weight in $W_3$
// are exactly 0, and there $\hat v / \sqrt{\hat s}$ is 0/0. With ε it is 0/10⁻⁸ = 0: these are the seven parameters
// with the effective rate α/ε = 70,000 above. So one may leave ε out of the theory; in a program it must be there.
//
// Between 10⁻⁸ and 10⁻⁴ its size hardly matters indeed. But the usual √ŝ is 0.0007 over the effective rates above,
// 0.01 to 0.24, and with ε = 0.1 no rate can be larger than α/ε = 0.007. Then Adam is no faster than momentum at that
// rate: 76.0 % here, 81.3 % there.
//
// And where does it stand? In the formula it is added to the root. If it stands *inside* the root, it counts √ε:

// %%
const sizes = [1, 1e-3, 1e-6, 1e-9, 0];
const first = (f: (g: number) => number) =>
  sizes.map((g) => String(Number(f(g).toPrecision(2))));
table(
  ["Adam's first step for dw =", "1", "10⁻³", "10⁻⁶", "10⁻⁹", "0"],
  [
    ["no ε", ...first((g) => g / Math.sqrt(g * g))],
    ["ε = 10⁻⁸ outside", ...first((g) => g / (Math.sqrt(g * g) + 1e-8))],
    ["ε = 10⁻⁸ inside", ...first((g) => g / Math.sqrt(g * g + 1e-8))],
  ],
);

// %% [markdown]
// At a gradient of 10⁻⁶ the step has 0.99 of its length α with ε outside, and 0.01 of it with ε inside the root,
// where it counts √ε = 10⁻⁴. One set of the notes writes RMSProp with the ε inside, the others have it outside, as
// Adam's paper has. Few networks mind, but digits do.
//
// The course's exercise has the ε outside in its formula. But look at the numbers that it prints for one step of Adam
// (seed 1, zeros for v and s, t = 2, rate 0.01):

// %%
const draws = new RandomState(1);
const shapes = [
  [2, 3],
  [2, 1],
  [3, 3],
  [3, 1],
];
const drawn = [...shapes, ...shapes].map((shape) => randn(shape, draws));
/** One entry of a parameter after that step, for either place of ε. */
function oneStep(w: Tensor, dw: Tensor, row: number, column: number): string[] {
  const vHat = dw.mul(0.1).div(1 - 0.9 ** 2);
  const sHat = dw
    .square()
    .mul(0.001)
    .div(1 - 0.999 ** 2);
  return [sHat.sqrt().add(EPSILON), sHat.add(EPSILON).sqrt()].map((divisor) =>
    w.sub(vHat.div(divisor).mul(0.01)).at(row, column).toFixed(8),
  );
}
table(
  ["", "ε outside", "ε inside", "printed in the exercise"],
  [
    ["W₂, row 3, column 2", ...oneStep(drawn[2], drawn[6], 2, 1), "-1.09245036"],
    ["b₂, row 1", ...oneStep(drawn[3], drawn[7], 0, 0), "-0.88529978"],
  ],
);

// %% [markdown]
// The printed numbers were made with ε *inside*, against the formula above them. In the seventh digit one can see it.
// The costs and accuracies of our table were made outside, and so is the library's Adam.
//
// ## Exercises
//
// ### 1 · RMSProp, corrected (easy)
//
// The lectures' RMSProp has no bias correction. Give it one: return w after step t. `s` is the average before the
// step. Put your code in the place of `unsolved(…)` and run the cell.
//
// <details><summary>Hint</summary>First the new s, then divide it by 1 − βᵗ, then the step. What is ŝ at t =
// 1?</details>

// %% tags=["exercise"]
const myRmsprop = (
  w: Tensor,
  dw: Tensor,
  s: Tensor,
  t: number,
  { alpha, beta, epsilon }: RmspropSettings,
): Tensor => unsolved(w, dw, s, t, alpha, beta, epsilon);
checkRmsprop(myRmsprop);

// %% tags=["solution"]
// Solution
const rmspropSolution = (
  w: Tensor,
  dw: Tensor,
  s: Tensor,
  t: number,
  { alpha, beta, epsilon }: RmspropSettings,
): Tensor => {
  const sNew = s.mul(beta).add(dw.square().mul(1 - beta));
  const sHat = sNew.div(1 - beta ** t);
  return w.sub(dw.div(sHat.sqrt().add(epsilon)).mul(alpha));
};
checkRmsprop(rmspropSolution);

// %% [markdown]
// ### 2 · Adam with weight decay (medium)
//
// L2 regularization ([lesson 04](04-regularization.ipynb)) makes weights decay: $w \leftarrow (1 - \alpha\lambda)\,
// w$ before the step. As a penalty in the cost its gradient λw would pass through Adam's division, and large and
// small weights would shrink by about the same amount. AdamW takes it off outside: w loses αλw, and Adam's step, made
// of the plain gradient. Write the whole step t, and return w after it. λ is `decay` in the code; `v` and `s` are the
// averages before the step.
//
// <details><summary>Hint</summary>The step is that of <code>adamByHand</code>; the decay multiplies the old w by
// 1 − αλ.</details>

// %% tags=["exercise"]
const myAdamw = (
  w: Tensor,
  dw: Tensor,
  v: Tensor,
  s: Tensor,
  t: number,
  { alpha, beta1, beta2, epsilon, decay }: AdamwSettings,
): Tensor => unsolved(w, dw, v, s, t, alpha, beta1, beta2, epsilon, decay);
checkAdamw(myAdamw);

// %% tags=["solution"]
// Solution
const adamwSolution = (
  w: Tensor,
  dw: Tensor,
  v: Tensor,
  s: Tensor,
  t: number,
  { alpha, beta1, beta2, epsilon, decay }: AdamwSettings,
): Tensor => {
  const vHat = v
    .mul(beta1)
    .add(dw.mul(1 - beta1))
    .div(1 - beta1 ** t);
  const sHat = s
    .mul(beta2)
    .add(dw.square().mul(1 - beta2))
    .div(1 - beta2 ** t);
  const step = vHat.div(sHat.sqrt().add(epsilon));
  return w.mul(1 - alpha * decay).sub(step.mul(alpha));
};
checkAdamw(adamwSolution);

// %% [markdown]
// ### 3 · Catch up with Adam (open)
//
// Find a learning rate at which plain gradient descent, after 500 epochs and not 10,000, gets as much of the *dev*
// set right as Adam did in the experiment. One per cent less will do: that is three points of 300.
//
// <details><summary>Hint</summary>What were Adam's effective rates? Multiply or divide by 3 at each trial; the check
// tells you the direction.</details>

// %% tags=["exercise"]
const myRate = (): number => unsolved();
checkLearningRate(myRate, { ...splits, adam: runs.Adam });

// %% tags=["solution"]
// Solution
const rateSolution = (): number => 0.2;
checkLearningRate(rateSolution, { ...splits, adam: runs.Adam });

// %% [markdown]
// ## Summary
//
// 1. Momentum steps along a moving average of the gradients: swings cancel, a lasting direction stays.
// 2. Adagrad, RMSProp and Adam divide each coordinate's gradient by its usual size. Adam's steps are about α long,
//    whatever the size of the gradient; Adagrad's only ever shrink.
// 3. Adam is momentum over RMSProp; v and s both need their correction, or the first steps are far too long.
// 4. ε saves the coordinates whose gradient is zero, and stands outside the root.
// 5. One rate means different things to different rules: compare each at its own best rate.
//
// Next: [13 · Batch normalization](13-batch-normalization.ipynb) (lesson 11, learning-rate decay, plateaus and saddle
// points, and lesson 12, hyper-parameter tuning, are to come). Before: [08 · Gradient
// checking](08-gradient-checking.ipynb) (lesson 09, mini-batches and moving averages, is to come).
// [All lessons](index.ipynb)
//
// ### Sources
//
// - B. Polyak: Some methods of speeding up the convergence of iteration methods. USSR Comp. Math. 4 (1964).
// - J. Duchi, E. Hazan, Y. Singer: Adaptive subgradient methods for online learning. JMLR 12 (2011).
// - T. Tieleman, G. Hinton: RMSProp. Lecture 6.5 of "Neural networks for machine learning" (2012).
// - D. Kingma, J. Ba: Adam: a method for stochastic optimization. ICLR (2015).
// - I. Loshchilov, F. Hutter: Decoupled weight decay regularization. ICLR (2019).
// - The course "Improving deep neural networks" (deeplearning.ai, 2017), week 2: optimization, and its exercise.
// - Lecture notes of students of that course and of H.-Y. Lee's "Tips for deep learning" (2016).
