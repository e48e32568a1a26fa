/**
 * What `fit` adds to the bare loop over the engine: the same steps both ways, in turns, medians. Prints a Markdown
 * table.
 */
import {
  adam,
  binaryCrossEntropy,
  datasets,
  fit,
  he,
  MiniBatches,
  mlp,
  Optimizer,
  sgd,
} from "../../dist/index.js";

const ROUNDS = 9;

const football = datasets.football().train;
const moons = datasets.moons({ size: 300, noise: 0.2, seed: 3 });

/** Each workload: its model, its data, its steps, with what `fit` is told. */
const WORKLOADS = [
  {
    title: "2-20-3-1, 211 rows, gradient descent, 5,000 steps",
    sizes: [2, 20, 3, 1],
    data: football,
    options: { optimizer: sgd({ learningRate: 0.3 }), epochs: 5000 },
  },
  {
    title: "moons, 2-5-2-1, Adam, 2,000 epochs of 5 mini-batches",
    sizes: [2, 5, 2, 1],
    data: moons,
    options: { optimizer: adam({ learningRate: 0.0007 }), epochs: 2000, batchSize: 64, batchSeed: 11 },
  },
  {
    title: "moons, 2-5-2-1, Adam, 10,000 epochs of 5 mini-batches",
    sizes: [2, 5, 2, 1],
    data: moons,
    options: { optimizer: adam({ learningRate: 0.0007 }), epochs: 10_000, batchSize: 64, batchSeed: 11 },
  },
];

/** @param {typeof WORKLOADS[number]} workload */
function byFit({ sizes, data, options }) {
  fit(mlp(sizes, { seed: 3, init: he }), data, { ...options, progress: false });
}

/** The loop that the engine alone would need: no history, no progress, no looks. */
function bare({ sizes, data, options: { optimizer: rule, epochs, batchSize, batchSeed } }) {
  const model = mlp(sizes, { seed: 3, init: he });
  const optimizer = new Optimizer(
    rule,
    model.parameters().map((p) => p.value),
  );
  const batches = batchSize && new MiniBatches(data, { size: batchSize, seed: batchSeed, reuse: true });
  let batch = data;
  const cost = () => binaryCrossEntropy(model.forward(batch.x), batch.y);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (batch of batches ? batches.epoch(epoch) : [data]) optimizer.step(cost);
  }
}

function milliseconds(run) {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

console.log("| training | bare loop, ms | fit, ms | fit adds |");
console.log("|---|---|---|---|");
for (const workload of WORKLOADS) {
  const times = { bare: [], fit: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const turn = { bare: milliseconds(() => bare(workload)), fit: milliseconds(() => byFit(workload)) };
    // The first round is for the compilers.
    if (round < 0) continue;
    times.bare.push(turn.bare);
    times.fit.push(turn.fit);
  }
  const ratio = median(times.fit.map((ms, i) => ms / times.bare[i]));
  const [engine, whole] = [median(times.bare), median(times.fit)];
  console.log(
    `| ${workload.title} | ${engine.toFixed(0)} | ${whole.toFixed(0)} | ${((ratio - 1) * 100).toFixed(1)} % |`,
  );
}
