/** npm run doctor: says what is there and what is missing; changes nothing. */
import { runCommand } from "./setup/run-command.mjs";

runCommand(() => import("./commands/doctor.mjs"));
