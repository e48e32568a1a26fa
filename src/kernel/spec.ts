/** The kernelspec: how Jupyter starts the kernel. */

import { join } from "node:path";

export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: { readonly debugger: false };
}

const nodeOptions = [
  // Cells load ES modules through require, and need not hear each time that this is new.
  "--disable-warning=ExperimentalWarning",
  // The compiler needs 10 MB less when its young generation is tiny. Cells have a heap of their own.
  "--max-semi-space-size=2",
] as const;

/**
 * The content of `kernel.json`.
 *
 * @param node  path of the Node that runs the kernel
 * @param root  the project's root, which holds the built kernel in dist/kernel/
 */
export function kernelSpec(node: string, root: string): KernelSpec {
  const main = join(root, "dist", "kernel", "main.js");
  return {
    argv: [node, ...nodeOptions, main, "--connection-file", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "message",
    // Where the C library has its own heap for each thread, one for all saves 15 MB.
    env: { MALLOC_ARENA_MAX: "1" },
    metadata: { debugger: false },
  };
}
