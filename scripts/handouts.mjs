/** npm run handouts [name…] [-- --learner | --solved] [--pdf]: writes the handouts to dist/handouts/. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/handouts.mjs"));
