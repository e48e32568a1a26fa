/** npm start: sets up what is missing, then opens JupyterLab on the notebooks. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/start.mjs"));
