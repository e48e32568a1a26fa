/**
 * The workloads in TensorFlow.js, on its CPU or its WebAssembly backend, with its own optimizers. It has single
 * precision only. Speaks the bench's protocol.
 */
import { dirname } from "node:path";
import { requirePeer, serve } from "./protocol.mjs";

const backend = process.argv[2];
const tf = requirePeer("@tensorflow/tfjs");
if (backend === "wasm") {
  const { setWasmPaths } = requirePeer("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(requirePeer.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
}
await tf.setBackend(backend);
await tf.ready();

/** One training step of a ReLU network; a single output is a logit, several are classes. */
function reluNet(sizes, rows, optimizer, { norm = false, keep = 1 } = {}) {
  const last = sizes.length - 2;
  const layers = sizes.slice(1).map((units, i) => ({
    W: tf.variable(tf.randomNormal([sizes[i], units], 0, Math.sqrt(2 / sizes[i]))),
    b: tf.variable(tf.zeros([units])),
    scale: norm && i < last ? tf.variable(tf.ones([units])) : null,
  }));
  const x = tf.randomNormal([rows, sizes[0]]);
  const classes = sizes[last + 1];
  const numbers = Array.from({ length: rows }, (_, i) => i % Math.max(2, classes));
  const y = classes === 1 ? tf.tensor2d(numbers, [rows, 1]) : tf.oneHot(numbers, classes, 1, 0, "float32");
  const cost = () => {
    let a = x;
    for (const [i, { W, b, scale }] of layers.entries()) {
      const z = tf.matMul(a, W);
      if (i === last) {
        const logits = tf.add(z, b);
        return classes === 1
          ? tf.losses.sigmoidCrossEntropy(y, logits)
          : tf.losses.softmaxCrossEntropy(y, logits);
      }
      const { mean, variance } = scale === null ? {} : tf.moments(z, 0);
      const shaped = scale === null ? tf.add(z, b) : tf.batchNorm(z, mean, variance, b, scale, 1e-5);
      a = tf.relu(shaped);
      if (keep < 1) a = tf.dropout(a, 1 - keep);
    }
  };
  return () => {
    const J = optimizer.minimize(cost, true);
    J.dataSync();
    J.dispose();
  };
}

function product(n) {
  const [a, b] = [tf.fill([n, n], 0.5), tf.fill([n, n], 0.5)];
  return () => {
    const c = tf.matMul(a, b);
    c.dataSync();
    c.dispose();
  };
}

// The CPU backend takes seconds for each of the larger ones.
const large = (make) => (backend === "cpu" ? undefined : make);

await serve(`tfjs ${backend} ${tf.version["tfjs-core"]} (f32)`, {
  W1: () => reluNet([2, 20, 3, 1], 211, tf.train.sgd(0.3)),
  W2: () => reluNet([2, 5, 2, 1], 64, tf.train.adam()),
  W3: () => reluNet([12288, 25, 12, 6], 32, tf.train.adam()),
  W4: () => reluNet([784, 512, 256, 10], 128, tf.train.adam(), { norm: true, keep: 0.8 }),
  "gemm512-f32": large(() => product(512)),
  "gemm1024-f32": large(() => product(1024)),
});
