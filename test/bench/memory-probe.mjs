/** Does something many times in one synchronous loop; prints how far resident memory grew, in MB, after a tenth of it. */
import { adam, binaryCrossEntropy, mlp, Optimizer, RandomState, randn, tensor } from "../../dist/index.js";

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

const tasks = {
  /** The same model, step after step. */
  steps: trainer(),
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
let first = 0;
let largest = 0;
for (let i = 0; i < Number(count); i++) {
  task();
  if (i % 1000 !== 0) continue;
  const resident = process.memoryUsage.rss() / 2 ** 20;
  if (i <= Number(count) / 10) first = resident;
  largest = Math.max(largest, resident);
}
console.log(largest - first);
