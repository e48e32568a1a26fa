import { existsSync } from "node:fs";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { fusedProducts } from "../../backend/fused.js";
import { interruptCheck } from "../interrupt.js";
import { SENT, type TrialMessage, type TrialWorkerStart } from "./trial.js";

/** What is to be tried, and by how many threads. */
export interface TrialRun extends Pick<TrialWorkerStart, "source" | "given" | "points"> {
  readonly workers: number;
}

/**
 * How long this thread sleeps at most before it looks whether the reader wants it to end, in milliseconds: less than a
 * kernel waits before it breaks a cell off.
 */
const PAUSE = 10;

/**
 * Tries all points on other threads while this one waits, and hands over what they say as it comes. The first look of
 * this thread's event loop is at the earliest after the return: if it comes before, the reader broke the search off,
 * in a way that no `finally` sees, and the threads are ended.
 */
export function runTrials(run: TrialRun, hear: (message: TrialMessage) => void, pause: () => void): void {
  const counters = new SharedArrayBuffer(8);
  const numbers = new Int32Array(counters);
  const threads = Array.from({ length: run.workers }, () => startThread(run, counters));
  const endThreads = (): void => {
    for (const { worker, port } of threads) {
      port.close();
      void worker.terminate();
    }
  };
  const brokenOff = setImmediate(endThreads);
  const checkInterrupt = interruptCheck();
  let heard = 0;
  try {
    while (heard < run.points.length) {
      const sent = Atomics.load(numbers, SENT);
      for (const { port } of threads) {
        for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
          heard += 1;
          hear(next.message);
        }
      }
      if (heard < run.points.length) Atomics.wait(numbers, SENT, sent, PAUSE);
      pause();
      checkInterrupt();
    }
  } finally {
    clearImmediate(brokenOff);
    endThreads();
  }
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
}

function startThread({ source, given, points }: TrialRun, counters: SharedArrayBuffer): Thread {
  const { port1, port2 } = new MessageChannel();
  const built = builtFolder();
  const library = new URL("index.js", built).href;
  const fused = fusedProducts();
  const workerData: TrialWorkerStart = { source, given, points, library, fused, counters, port: port2 };
  const worker = new Worker(new URL("training/search/trial-worker.js", built), {
    workerData,
    transferList: [port2],
    execArgv: [],
  });
  // What goes wrong in it, it says itself.
  worker.on("error", () => {});
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

/** dist/, where this file is; from the sources, dist/ too: threads run JavaScript. */
function builtFolder(): URL {
  const beside = new URL("./trial-worker.js", import.meta.url);
  return new URL(existsSync(beside) ? "../../" : "../../../dist/", import.meta.url);
}
