/** Does something many times in one synchronous loop; prints how far resident memory grew, in MB, after a tenth of it. */
import {
  adam,
  binaryCrossEntropy,
  crossEntropy,
  mlp,
  Optimizer,
  RandomState,
  randn,
  tensor,
} from "../../dist/index.js";

const x = randn([64, 2], new RandomState(1));
const y = tensor(Array.from({ length: 64 }, (_, i) => [i % 2]));

function trainer() {
  const model = mlp([2, 5, 2, 1]).train();
  const optimizer = new Optimizer(
    adam(),
    model.parameters().map((p) => p.value),
  );
  return () => optimizer.step(() => binaryCrossEntropy(model.forward(x), y));
}

/** Ten classes, batch normalization, dropout and mini-batches, of which every fifth is a short one. */
function layeredTrainer() {
  const model = mlp([784, 64, 32, 10], { dtype: "float32", batchNorm: true, dropout: { keep: 0.8 } }).train();
  const optimizer = new Optimizer(
    adam(),
    model.parameters().map((p) => p.value),
  );
  const batches = [128, 128, 128, 128, 50].map((m) => ({
    images: randn([m, 784], new RandomState(m), { dtype: "float32" }),
    labels: tensor(Array.from({ length: m }, (_, i) => [i % 10])),
  }));
  let next = 0;
  return () => {
    const { images, labels } = batches[next++ % batches.length];
    return optimizer.step(() => crossEntropy(model.forward(images), labels));
  };
}

const tasks = {
  /** The same model, step after step. */
  steps: trainer(),
  layers: layeredTrainer(),
  /** Small tensors, made and dropped outside of a step. */
  tensors: () => tensor([1, 2, 3]).mul(2).add(1).sum().item(),
  /** Models, made, trained for two steps and dropped: a hyper-parameter search. */
  models: () => {
    const step = trainer();
    step();
    step();
  },
};

const [name, count] = process.argv.slice(2);
const task = tasks[/** @type {keyof typeof tasks} */ (name)];
const sampleEvery = Math.ceil(Number(count) / 500);
let first = 0;
let largest = 0;
for (let i = 0; i < Number(count); i++) {
  task();
  if (i % sampleEvery !== 0) continue;
  const resident = process.memoryUsage.rss() / 2 ** 20;
  if (i <= Number(count) / 10) first = resident;
  largest = Math.max(largest, resident);
}
console.log(largest - first);
