/** In npm's place: notes the call, waits or fails where the test wants it, and "installs" a compiler. */
const { appendFileSync, cpSync, mkdirSync } = require("node:fs");
const { connect } = require("node:net");

const { CALLS, NPM_FAILS, NPM_WAITS_AT, FAKES } = process.env;

function install() {
  mkdirSync("node_modules/typescript/bin", { recursive: true });
  cpSync(`${FAKES}/tsc.cjs`, "node_modules/typescript/bin/tsc");
}

appendFileSync(CALLS, `npm ${process.argv[2]}\n`);
if (NPM_FAILS) {
  console.error(NPM_FAILS);
  process.exit(1);
}
if (NPM_WAITS_AT) connect({ port: Number(NPM_WAITS_AT) }).on("data", install);
else install();
