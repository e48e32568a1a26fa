/** Finds the Python that the project's own environment is made from. */
import { spawnSync } from "node:child_process";
import { getPython, getVenv } from "./get.mjs";
import { SetUpError } from "./set-up-error.mjs";

const oldestMinor = 10;

/** Any Python, 2.7 too, can run this. */
const questions = `
import sys
print("%d.%d.%d" % sys.version_info[:3])
print(sys.executable)
try:
    import venv, ensurepip
    print("has venv")
except ImportError:
    print("no venv")
`;

/**
 * @typedef {object} Python
 * @property {string} executable  absolute path
 * @property {string} version     "3.11.7"
 * @property {boolean} hasVenv    can it make environments? Debian's cannot before python3-venv is installed
 */

/**
 * @param {readonly [string, ...string[]]} command
 * @returns {Python | undefined}  undefined when there is none, or one that does not run
 */
export function askPython([program, ...args]) {
  const answer = spawnSync(program, [...args, "-c", questions], { encoding: "utf8", windowsHide: true });
  const [version, executable, venv] = (answer.stdout ?? "").trim().split(/\r?\n/);
  if (answer.status !== 0 || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  return { executable, version, hasVenv: venv === "has venv" };
}

/** @param {Python} python */
export function isTooOld({ version }) {
  const [major, minor] = version.split(".").map(Number);
  return major < 3 || (major === 3 && minor < oldestMinor);
}

/** The plain names first, for that is the Python its owner chose; then those that stand beside an old one. */
/** @type {[string, ...string[]][]} */
const usual = [
  ["python3"],
  ["python"],
  ...[14, 13, 12, 11, 10].map((minor) => /** @type {[string]} */ ([`python3.${minor}`])),
  ...(process.platform === "win32" ? [/** @type {[string, string]} */ (["py", "-3"])] : []),
];

/**
 * @returns {Python}  the first that is new enough and can make environments; with PYTHON set, that one
 * @throws SetUpError that says which of the two is missing
 */
export function findPython() {
  const named = process.env.PYTHON;
  /** @type {Python[]} */
  const found = [];
  for (const command of named ? [/** @type {[string]} */ ([named])] : usual) {
    const python = askPython(command);
    if (python && !isTooOld(python) && python.hasVenv) return python;
    if (python) found.push(python);
  }
  const recent = found.find((python) => !isTooOld(python));
  if (recent) {
    throw new SetUpError(
      `Python's venv module is missing (Python ${recent.version}, ${recent.executable}): ${getVenv(recent.version)}`,
    );
  }
  const from = named ? `PYTHON=${named}` : "python3, python";
  if (found.length > 0) {
    throw new SetUpError(
      `Python is too old: ${found[0].version} (${found[0].executable}), and 3.${oldestMinor} or newer is needed: ` +
        `${getPython} (or name a newer one: PYTHON=/path/to/python)`,
    );
  }
  throw new SetUpError(
    `Python 3.${oldestMinor} or newer is missing (looked for ${from}): ` +
      `${getPython} (or name one: PYTHON=/path/to/python)`,
  );
}
