import { expOfMinusAbs, sigmoidFrom } from "./exponential";
import { lanes, loadPart, storePart, sumLanes } from "./lanes";
import { softplusFrom } from "./logarithm";
import { maximum, sum } from "./reduce";
import { powers } from "./softmax";

/** scale · Σ (softplus(z) − t · z); dz = scale · (σ(z) − t). One e^−|z| serves both. */
export function binaryCrossEntropy<T>(z: usize, target: usize, dz: usize, scale: T, count: usize): T {
  const factor = v128.splat<T>(scale);
  let total = v128.splat<T>(<T>0);
  let i = count;
  for (; i >= lanes<T>(); i -= lanes<T>(), z += 16, target += 16, dz += 16) {
    const x = v128.load(z);
    const t = v128.load(target);
    const power = expOfMinusAbs<T>(x);
    const loss = v128.sub<T>(softplusFrom<T>(x, power), v128.mul<T>(t, x));
    total = v128.add<T>(total, loss);
    v128.store(dz, v128.mul<T>(factor, v128.sub<T>(sigmoidFrom<T>(x, power), t)));
  }
  let sum = sumLanes<T>(total);
  for (; i > 0; i--, z += sizeof<T>(), target += sizeof<T>(), dz += sizeof<T>()) {
    const x = v128.load_splat<T>(z);
    const t = v128.load_splat<T>(target);
    const power = expOfMinusAbs<T>(x);
    const loss = v128.sub<T>(softplusFrom<T>(x, power), v128.mul<T>(t, x));
    sum = <T>(sum + v128.extract_lane<T>(loss, 0));
    storePart<T>(dz, v128.mul<T>(factor, v128.sub<T>(sigmoidFrom<T>(x, power), t)), 1);
  }
  return <T>(scale * sum);
}

/** scale · Σ −t · logSoftmax(z); dz = scale · (softmax(z) · Σ t − t), row by row. */
export function crossEntropy<T>(
  z: usize,
  target: usize,
  dz: usize,
  rows: usize,
  columns: usize,
  scale: T,
): T {
  const s: usize = sizeof<T>();
  const width = columns * s;
  let total: T = <T>0;
  for (; rows > 0; rows--, z += width, target += width, dz += width) {
    const largest = maximum<T>(z, columns);
    const all = powers<T>(z, largest, dz, columns);
    const logAll = <T>NativeMath.log(<f64>all);
    const share = <T>(sum<T>(target, columns) / all);
    for (let j: usize = 0; j < width; j += s) {
      const t = load<T>(target + j);
      // A target of 0 has no part in the loss, not even where its logit is −∞.
      if (t != <T>0) total = <T>(total - t * (load<T>(z + j) - largest - logAll));
      store<T>(dz + j, <T>(scale * (load<T>(dz + j) * share - t)));
    }
  }
  return <T>(scale * total);
}

/** Inverted dropout: x / keep where uniform < keep, else 0. */
export function dropout<T>(x: usize, uniform: usize, keep: T, out: usize, count: usize): void {
  const limit = v128.splat<T>(keep);
  let i = count;
  for (; i >= lanes<T>(); i -= lanes<T>(), x += 16, uniform += 16, out += 16) {
    const open = v128.lt<T>(v128.load(uniform), limit);
    v128.store(out, v128.and(v128.div<T>(v128.load(x), limit), open));
  }
  if (i == 0) return;
  const open = v128.lt<T>(loadPart<T>(uniform, i), limit);
  storePart<T>(out, v128.and(v128.div<T>(loadPart<T>(x, i), limit), open), i);
}
