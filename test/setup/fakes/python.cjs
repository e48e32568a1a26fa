/** In Python's place: answers what set-up asks, notes the calls, and "makes" environments of itself. */
const { appendFileSync, cpSync, mkdirSync, rmSync } = require("node:fs");
const { basename, join } = require("node:path");

const { CALLS, PYTHON_VERSION = "3.12.4", PYTHON_LACKS_VENV } = process.env;
const [program, option, value, ...rest] = process.argv.slice(2);

if (option === "-c") {
  // A Python found under its versioned name is of that version.
  const version = /python(3\.\d+)$/.exec(program)?.[1];
  console.log(version ? `${version}.0` : PYTHON_VERSION);
  console.log(program);
  console.log(PYTHON_LACKS_VENV ? "no venv" : "has venv");
} else if (option === "-m") {
  appendFileSync(CALLS, `${value}\n`);
  if (value === "venv") {
    const folder = rest.at(-1);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "bin"), { recursive: true });
    cpSync(program, join(folder, "bin/python"));
  }
} else if (basename(option) === "run_jupyterlab.py") {
  appendFileSync(CALLS, `${["jupyterlab", ...process.argv.slice(4)].join(" ")}\n`);
}
