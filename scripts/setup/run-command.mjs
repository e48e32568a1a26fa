/**
 * The door of every command. Node reads this file before it knows whether it is new enough for the others, so it
 * imports nothing and uses no syntax younger than Node 12.
 */

/**
 * The notebooks load ES modules through require(), which 20.19 and 22.12 brought to their lines, and no 21 has.
 *
 * @param {string} version  as in process.version, "v20.19.0"
 */
function isTooOld(version) {
  const [major, minor] = version.slice(1).split(".").map(Number);
  return major < 20 || major === 21 || (major === 20 && minor < 19) || (major === 22 && minor < 12);
}

/**
 * Loads and runs a command; what it returns is the exit code. An error that is meant for people is printed as one
 * line, any other is ours to mend and keeps its stack.
 *
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 */
export function runCommand(load) {
  if (isTooOld(process.version)) {
    console.error(
      `Node is too old: this is ${process.version.slice(1)}, gradbook needs 20.19, 22.12 or newer. ` +
        "Get it from https://nodejs.org and try again.",
    );
    process.exitCode = 1;
    return;
  }
  load()
    .then((command) => command.main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error.name === "SetUpError" ? error.message : error);
      process.exitCode = 1;
    });
}
