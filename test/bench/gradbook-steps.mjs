/**
 * The workloads through the library's public face. Speaks the bench's protocol.
 *
 * With the argument `fused`, all products are fused, with `unfused` none; a runtime that cannot do what was asked
 * answers null to everything.
 */
import { createInterface } from "node:readline";
import { kernels } from "../../dist/backend/backend.js";
import { persistent } from "../../dist/backend/memory.js";
import * as gradbook from "../../dist/index.js";

const { adam, binaryCrossEntropy, crossEntropy, mlp, oneHot, Optimizer, randn, RandomState, sgd, tensor } =
  gradbook;
const { setFusedProducts, setThreads } = gradbook;

setThreads(Number(process.env.OMP_NUM_THREADS ?? 1));

/** What is fused, by the argument; without one, as the library has it. */
const choices = { fused: "all", unfused: "none" };
const choice = process.argv[2];
const canRun = choice === undefined || setFusedProducts(choices[choice]) === choices[choice];

/**
 * One training step of a model.
 *
 * @param {{ forward(x: unknown): unknown, train(): unknown, parameters(): readonly { value: unknown }[] }} model
 */
function trainer(model, x, y, loss, rule) {
  model.train();
  const optimizer = new Optimizer(
    rule,
    model.parameters().map((p) => p.value),
  );
  const cost = () => loss(model.forward(x), y);
  return () => optimizer.step(cost);
}

function inputs(rows, columns, dtype) {
  return randn([rows, columns], new RandomState(1), { dtype });
}

function halves(rows) {
  return tensor(Array.from({ length: rows }, (_, i) => [i % 2]));
}

function classes(rows, count, dtype) {
  const labels = Array.from({ length: rows }, (_, i) => i % count);
  return oneHot(labels, count).to(dtype);
}

function product(n, dtype) {
  const [a, b, c] = [0, 1, 2].map(() => persistent(dtype, n * n).fill(0.5));
  return () => kernels.matmul(n, n, n, a, false, b, false, c, false);
}

const workloads = {
  W1: () =>
    trainer(
      mlp([2, 20, 3, 1]),
      inputs(211, 2, "float64"),
      halves(211),
      binaryCrossEntropy,
      sgd({ learningRate: 0.3 }),
    ),
  W2: () => trainer(mlp([2, 5, 2, 1]), inputs(64, 2, "float64"), halves(64), binaryCrossEntropy, adam()),
  W3: () => {
    const model = mlp([12288, 25, 12, 6], { dtype: "float32" });
    return trainer(model, inputs(32, 12288, "float32"), classes(32, 6, "float32"), crossEntropy, adam());
  },
  W4: () => {
    const model = mlp([784, 512, 256, 10], { dtype: "float32", batchNorm: true, dropout: { keep: 0.8 } });
    return trainer(model, inputs(128, 784, "float32"), classes(128, 10, "float32"), crossEntropy, adam());
  },
  "gemm512-f32": () => product(512, "float32"),
  "gemm512-f64": () => product(512, "float64"),
  "gemm1024-f32": () => product(1024, "float32"),
  "gemm1024-f64": () => product(1024, "float64"),
};

const started = new Map();
console.log(choice === undefined ? "ready gradbook" : `ready gradbook, ${choice}`);
for await (const line of createInterface({ input: process.stdin })) {
  const [name, count] = line.split(" ");
  if (!started.has(name)) started.set(name, canRun ? workloads[name]() : null);
  const run = started.get(name);
  if (run === null) {
    console.log("null");
    continue;
  }
  const begin = performance.now();
  for (let i = 0; i < Number(count); i++) run();
  console.log((performance.now() - begin) / Number(count));
}
