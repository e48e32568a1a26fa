/** Entry of the kernel: `node main.js --connection-file <file>`, as the kernelspec has it (spec.ts). */

import { Kernel } from "./kernel.js";
import { endWithParent } from "./parent.js";
import { readConnection } from "./protocol/connection.js";

const at = process.argv.indexOf("--connection-file");
const file = at < 0 ? undefined : process.argv[at + 1];
if (file === undefined) {
  process.stderr.write("usage: node main.js --connection-file <file>\n");
  process.exit(2);
}
endWithParent();
const connection = readConnection(file);
await new Kernel(connection).start(connection);
