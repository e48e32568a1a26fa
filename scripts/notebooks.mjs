/** npm run notebooks [name…] [-- --check]: makes the notebooks from the lessons, in the real kernel. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/notebooks.mjs"));
