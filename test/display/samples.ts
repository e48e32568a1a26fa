import { Dataset, lecun, mlp, RandomState, type Run, randn, sgd, type Tensor, tensor } from "gradbook";
import { fit } from "../../src/training/fit.js";

/** Two noisy classes in the plane: a small stand-in for a lesson's data set. */
export function noisyDiagonal(name: string, size: number, seed: number): Dataset {
  const rng = new RandomState(seed);
  const points = Array.from({ length: size }, () => [0.3 * rng.randn(), 0.3 * rng.randn()]);
  const labels = points.map(([a, b]) => [a + b + 0.12 * rng.randn() > 0 ? 1 : 0]);
  return new Dataset(name, tensor(points), tensor(labels));
}

export const train: Dataset = noisyDiagonal("train", 211, 1);
export const test: Dataset = noisyDiagonal("test", 200, 2);

/** Three classes in the plane: left, right and up. */
export const threeClasses: Dataset = (() => {
  const rng = new RandomState(5);
  const points = Array.from({ length: 150 }, (_, i) => {
    const [x, y] = [
      [1, 0],
      [-1, 0],
      [0, 1.4],
    ][i % 3];
    return [x + 0.6 * rng.randn(), y + 0.6 * rng.randn()];
  });
  return new Dataset("train", tensor(points), tensor(points.map((_, i) => [i % 3])));
})();

/** Three short runs that differ as the lesson's do. */
export function threeRuns(epochs = 150): Record<"plain" | "L2, λ = 0.7" | "dropout", Run> {
  const model = (keep?: number) =>
    mlp([2, 20, 3, 1], { seed: 3, init: lecun, dropout: keep === undefined ? undefined : { keep } });
  const options = { optimizer: sgd({ learningRate: 0.3 }), epochs, progress: false };
  return {
    plain: fit(model(), train, { ...options, dev: test }),
    "L2, λ = 0.7": fit(model(), train, { ...options, l2: 0.7 }),
    dropout: fit(model(0.86), train, options),
  };
}

/** What five ReLU layers of 30 units make of a batch, at six steps, with weights of a given gain. */
export function deepActivations(gain: number): { step: number; layers: Tensor[] }[] {
  const rng = new RandomState(4);
  return Array.from({ length: 6 }, (_, i) => {
    const layers: Tensor[] = [];
    let a = randn([64, 30], rng);
    for (let layer = 0; layer < 5; layer++) {
      a = a.matmul(randn([30, 30], rng).mul((gain * (1 + i / 20)) / Math.sqrt(30))).relu();
      layers.push(a);
    }
    return { step: 100 * i, layers };
  });
}

/** One small network for each of seven λ. */
export function lambdaPath(): { lambda: number; weights: Run }[] {
  return [0, 0.01, 0.1, 0.3, 1, 3, 10].map((lambda) => {
    const options = { optimizer: sgd({ learningRate: 0.3 }), epochs: 200, l1: lambda, progress: false };
    return { lambda, weights: fit(mlp([2, 6, 1], { seed: 3, init: lecun }), train, options) };
  });
}
