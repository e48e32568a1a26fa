/** In the compiler's place: notes the call and "builds" the one module that set-up itself runs. */
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");

appendFileSync(process.env.CALLS, "tsc\n");
mkdirSync("dist/kernel", { recursive: true });
writeFileSync("dist/kernel/spec.js", "export const kernelSpec = (node, root) => ({ argv: [node, root] });\n");
