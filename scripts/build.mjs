/** npm run build: brings dist/ up to date with src/. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/build.mjs"));
