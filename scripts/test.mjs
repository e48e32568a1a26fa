/** npm test: sets up what is missing, then runs every check and every test. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/test.mjs"));
