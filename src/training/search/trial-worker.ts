import { workerData } from "node:worker_threads";
import { unpack } from "./parcel.js";
import type { SearchSpace } from "./space.js";
import {
  SENT,
  TAKEN,
  type Trial,
  type TrialMessage,
  type TrialSource,
  type TrialWorkerStart,
} from "./trial.js";

/*
 * A thread of a search: takes the next point, tries it, says what came of it, and so on until there are no more. It
 * takes its points itself, so that no thread ever waits for the one that began the search.
 */

const { source, library, fused, given, points, counters, port } = workerData as TrialWorkerStart;
const numbers = new Int32Array(counters);

function say(message: TrialMessage): void {
  port.postMessage(message);
  Atomics.add(numbers, SENT, 1);
  Atomics.notify(numbers, SENT);
}

function fail(error: unknown, number?: number): void {
  // Nobody takes a further point.
  Atomics.store(numbers, TAKEN, points.length);
  const isError = error instanceof Error;
  const unknownName =
    isError && error.name === "ReferenceError" ? /^(\S+) is not/.exec(error.message)?.[1] : undefined;
  say({
    type: "failed",
    number,
    error: isError ? `${error.name}: ${error.message}` : String(error),
    unknownName,
  });
}

async function load({ ...from }: TrialSource): Promise<Trial<SearchSpace, unknown>> {
  const found =
    "text" in from
      ? new Function(`"use strict"; return (${from.text}\n);`)()
      : (await import(from.module)).trial;
  if (typeof found === "function") return found;
  throw new TypeError(
    "module" in from ? `${from.module} exports no function "trial"` : "the trial is no function",
  );
}

async function work(): Promise<void> {
  const trial = await load(source);
  const gradbook = await import(library);
  // Each core has a trial of its own.
  gradbook.setThreads(1);
  gradbook.setFusedProducts(fused);
  const own = unpack(given);
  for (;;) {
    const next = Atomics.add(numbers, TAKEN, 1);
    if (next >= points.length) return;
    const { number, params } = points[next];
    try {
      const result = await trial({ params, seed: number, gradbook, given: own });
      say({ type: "result", number, result });
    } catch (error) {
      if (error instanceof gradbook.DivergenceError) say({ type: "diverged", number });
      else fail(error, number);
    }
  }
}

let isWorking = true;
process.on("uncaughtException", (error) => fail(error));
process.on("exit", () => {
  if (isWorking) fail("it ended its thread");
});
await work().catch((error) => fail(error));
isWorking = false;
