/** The room: the thread in which cells run. It knows nothing of Jupyter's sockets; the kernel speaks for it. */

import { parentPort, workerData } from "node:worker_threads";
import { RoomDesk } from "./desk.js";
import { Runner } from "./runner.js";

if (parentPort === null) throw new Error("the room is a worker thread of the kernel");
new Runner(parentPort, new RoomDesk(workerData)).listen();
