/**
 * Compiles the kernels (src/backend/wasm, AssemblyScript) to dist/backend/kernels64.wasm and kernels32.wasm, and the
 * random generator's block to mersenne-twister.wasm. The product is compiled once more with fused multiply-adds, to
 * fused64.wasm and fused32.wasm, for runtimes that have them. Does nothing when they are newer than their sources.
 */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

/** Not by its name: the types behind it would replace Node's console in the type-check of every script. */
const { default: asc } = await import(new URL("node_modules/assemblyscript/dist/asc.js", root).href);

const sources = new URL("src/backend/wasm/", root);
const target = new URL("dist/backend/", root);

/** Memory below this belongs to the module's own tables; src/backend/reserve.ts keeps it free. */
const TABLES = { f64: 65_536, f32: 131_072 };

const common = ["--enable", "simd", "--runtime", "stub", "--importMemory", "--noExportMemory"];
// Threads see the same memory. It then has to say how large it may become; these modules take any size.
const shared = ["--sharedMemory", "--enable", "threads", "--initialMemory", "16", "--maximumMemory", "65536"];
const speed = ["-O3", "--noAssert"];
// Functions that pass vectors to each other are not callable from JavaScript, and need not be.
const quiet = ["--disableWarning", "112"];

/**
 * @param {string} entry   the source file that exports the kernels
 * @param {"f64" | "f32"} real  what the name Real stands for in it
 * @param {string} output  the name of the module
 * @param {string[]} extra
 */
async function compile(entry, real, output, extra = []) {
  const { error, stderr } = await asc.main([
    fileURLToPath(new URL(entry, sources)),
    ...["--use", `Real=${real}`, "--memoryBase", String(TABLES[real])],
    ...["-o", fileURLToPath(new URL(output, target))],
    ...common,
    ...shared,
    ...speed,
    ...quiet,
    ...extra,
  ]);
  if (error) {
    process.stderr.write(`build-wasm: ${entry} does not compile\n${stderr}`);
    process.exit(1);
  }
}

// What wasm/tile.ts asks for as ASC_FEATURE_RELAXED_SIMD.
const fused = ["--enable", "relaxed-simd"];

const outputs = ["kernels64.wasm", "kernels32.wasm", "mersenne-twister.wasm", "fused64.wasm", "fused32.wasm"];

function isUpToDate() {
  const files = readdirSync(sources).map((name) => new URL(name, sources));
  const newest = Math.max(...[...files, new URL(import.meta.url)].map((file) => statSync(file).mtimeMs));
  return outputs.every((name) => {
    const stats = statSync(new URL(name, target), { throwIfNoEntry: false });
    return stats !== undefined && stats.mtimeMs > newest;
  });
}

if (!isUpToDate()) {
  mkdirSync(target, { recursive: true });
  await compile("index.ts", "f64", "kernels64.wasm");
  await compile("index.ts", "f32", "kernels32.wasm");
  await compile("mersenne-twister.ts", "f64", "mersenne-twister.wasm");
  await compile("fused.ts", "f64", "fused64.wasm", fused);
  await compile("fused.ts", "f32", "fused32.wasm", fused);
}
