/** npm run notebooks [name…] [-- --check] [--learner]: makes the notebooks from the lessons, in the real kernel. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/notebooks.mjs"));
