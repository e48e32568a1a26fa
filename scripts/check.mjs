/** npm run check: types, lint and format of the whole project. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/check.mjs"));
