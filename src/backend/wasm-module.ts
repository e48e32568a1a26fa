import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

/** The product alone (wasm/fused.ts), which is compiled for fused multiply-adds too. */
export interface ProductModule {
  product(
    way: number,
    m: number,
    n: number,
    k: number,
    a: number,
    aLead: number,
    aTransposed: number,
    b: number,
    bLead: number,
    bTransposed: number,
    c: number,
    cLead: number,
    from: number,
    fromLead: number,
    pack: number,
  ): void;
}

/** What the compiled kernels export (wasm/index.ts): addresses and counts in, results in memory. */
export interface KernelModule extends ProductModule {
  unary(f: number, x: number, out: number, count: number): void;
  binary(
    f: number,
    a: number,
    b: number,
    out: number,
    rows: number,
    columns: number,
    aRow: number,
    aColumn: number,
    bRow: number,
    bColumn: number,
  ): void;
  affine(x: number, scale: number, shift: number, out: number, count: number): void;
  addScaled(out: number, x: number, scale: number, count: number): void;
  reduce(f: number, x: number, out: number, outer: number, count: number, inner: number): void;
  softmax(x: number, out: number, rows: number, columns: number): void;
  logSoftmax(x: number, out: number, rows: number, columns: number, spare: number): void;
  softmaxGradient(dy: number, y: number, out: number, rows: number, columns: number): void;
  logSoftmaxGradient(dy: number, y: number, out: number, rows: number, columns: number, spare: number): void;
  binaryCrossEntropy(z: number, target: number, dz: number, scale: number, count: number): number;
  crossEntropy(z: number, target: number, dz: number, rows: number, columns: number, scale: number): number;
  dropout(x: number, uniform: number, keep: number, out: number, count: number): void;
  batchNorm(
    x: number,
    gamma: number,
    beta: number,
    epsilon: number,
    out: number,
    mean: number,
    variance: number,
    rows: number,
    columns: number,
    lead: number,
    spare: number,
  ): void;
  batchNormGradient(
    dy: number,
    x: number,
    gamma: number,
    mean: number,
    variance: number,
    epsilon: number,
    dx: number,
    dgamma: number,
    dbeta: number,
    rows: number,
    columns: number,
    lead: number,
    spare: number,
  ): void;
  descend(w: number, g: number, rate: number, count: number): void;
  momentum(w: number, g: number, v: number, rate: number, beta: number, share: number, count: number): void;
  adagrad(w: number, g: number, s: number, rate: number, epsilon: number, count: number): void;
  rmsprop(
    w: number,
    g: number,
    s: number,
    rate: number,
    beta: number,
    share: number,
    epsilon: number,
    count: number,
  ): void;
  adam(
    w: number,
    g: number,
    v: number,
    s: number,
    rate: number,
    beta1: number,
    share1: number,
    beta2: number,
    share2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
    count: number,
  ): void;
}

/** What the compiled generator exports. */
export interface TwisterModule {
  /** State in, state and words out. */
  mersenneTwister(state: number): void;
  fillBelow64: FillBelow;
  fillBelow32: FillBelow;
}

type FillBelow = (
  state: number,
  position: number,
  high: number,
  low: number,
  value: number,
  out: number,
  rows: number,
  columns: number,
  band: number,
) => number;

/**
 * Whether this runtime has 128-bit SIMD: it accepts a module whose only function is
 * `i32.const 0; i8x16.splat; drop`.
 */
export function hasSimd(): boolean {
  // biome-ignore format: magic and version, type section, function section, code section
  return WebAssembly.validate(new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 4, 1, 96, 0, 0,
    3, 2, 1, 0,
    10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
  ]));
}

/**
 * Whether this runtime has relaxed SIMD. Node 20 has it, with the instructions as they were standardized, but has to be
 * asked for it; later versions offer it.
 */
export function hasFusedMultiplyAdd(): boolean {
  if (acceptsFusedMultiplyAdd()) return true;
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return acceptsFusedMultiplyAdd();
}

/** A module whose only function is `i8x16.splat(0)` three times; `f32x4.relaxed_madd; drop`. */
function acceptsFusedMultiplyAdd(): boolean {
  // biome-ignore format: magic and version, type section, function section, code section
  return WebAssembly.validate(new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 4, 1, 96, 0, 0,
    3, 2, 1, 0,
    10, 20, 1, 18, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 26, 11,
  ]));
}

/**
 * Compiled kernels at work on a memory, which has to be shared.
 *
 * @throws Error when the project is not built
 */
export function openModule(name: "kernels64" | "kernels32", memory: WebAssembly.Memory): KernelModule {
  return open(name, memory) as unknown as KernelModule;
}

/** The product with fused multiply-adds; only where `hasFusedMultiplyAdd`. */
export function openFusedProduct(name: "fused64" | "fused32", memory: WebAssembly.Memory): ProductModule {
  return open(name, memory) as unknown as ProductModule;
}

/** The compiled generator (wasm/mersenne-twister.ts). */
export function openTwister(memory: WebAssembly.Memory): TwisterModule {
  return open("mersenne-twister", memory) as unknown as TwisterModule;
}

function open(name: string, memory: WebAssembly.Memory): Record<string, unknown> {
  const module = new WebAssembly.Module(readBytes(`${name}.wasm`));
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports;
}

/** Beside this file in dist/backend; from the sources, in dist/backend too. */
function readBytes(file: string): Uint8Array {
  for (const place of [`./${file}`, `../../dist/backend/${file}`]) {
    try {
      return readFileSync(new URL(place, import.meta.url));
    } catch {
      // The other place, then.
    }
  }
  throw new Error(`the compiled kernels are missing: dist/backend/${file}\n  help: npm run build`);
}

/** Called by compiled code where it cannot go on; our kernels never do. */
function abort(): never {
  throw new Error("a compiled kernel stopped");
}
