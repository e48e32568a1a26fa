import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progress, trainingProgress } from "../../src/training/progress.js";

const BROADCAST = Symbol.for("Jupyter.broadcast");

interface Sent {
  readonly type: string;
  readonly text: string;
  readonly id: string;
}

let sent: Sent[] = [];
let now = 0;

beforeEach(() => {
  sent = [];
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  Reflect.set(globalThis, BROADCAST, (type: string, content: Record<string, Record<string, string>>) => {
    sent.push({ type, text: content.data["text/plain"], id: content.transient.display_id });
  });
});

afterEach(async () => {
  Reflect.deleteProperty(globalThis, BROADCAST);
  vi.restoreAllMocks();
  await Promise.resolve(); // The cell's end.
});

/** A training run of so many steps, each taking a while. */
function train(steps: number, name?: string, milliseconds = 1): void {
  const line = trainingProgress(steps, name);
  for (let step = 1; step <= steps; step++) {
    now += milliseconds;
    line.update(step, 1 / step);
  }
  line.done(1 / steps);
}

test("one display is made and then updated in place", () => {
  train(1000);
  expect(sent[0].type).toBe("display_data");
  expect(new Set(sent.slice(1).map((message) => message.type))).toEqual(new Set(["update_display_data"]));
  expect(new Set(sent.map((message) => message.id)).size).toBe(1);
});

test("there are at most ten updates a second", () => {
  train(5000);
  expect(sent.length).toBeLessThanOrEqual(5 * 10 + 2);
  expect(sent.length).toBeGreaterThan(40);
});

test("the line has the share, the count, the rate, the time left and the cost", () => {
  train(1000, "dropout");
  expect(sent[5].text).toBe(
    "training dropout ━━━━━━━━━━━━──────────── 50 %  500 of 1,000 steps · 1,000 a second · 0.5 s left · cost 0.00200",
  );
});

test("what stays is the same however fast it went", () => {
  train(3000, "plain", 1);
  const slow = sent.at(-1)?.text;
  expect(slow).toBe("trained plain: 3,000 steps");
});

test("the runs of one cell share one line, the next cell has its own", async () => {
  for (const name of ["no regularization", "L2", "dropout"]) train(30_000, name, 0.01);
  expect(sent.at(-1)?.text).toBe("trained no regularization, L2 and dropout: 30,000 steps each");
  expect(new Set(sent.map((message) => message.id)).size).toBe(1);
  await Promise.resolve();
  train(10);
  expect(sent.at(-1)).toMatchObject({ text: "trained a model: 10 steps" });
  expect(new Set(sent.map((message) => message.id)).size).toBe(2);
});

test("many short runs are counted, and the last of them is not forgotten", async () => {
  for (let run = 0; run < 500; run++) train(2, undefined, 0.01);
  await Promise.resolve();
  expect(sent.at(-1)?.text).toBe("trained 500 models: 2 steps each");
  expect(sent.length).toBeLessThan(60);
});

test("runs of different lengths are added up", () => {
  train(10, "a");
  train(20, "b");
  expect(sent.at(-1)?.text).toBe("trained a and b: 30 steps in all");
});

test("names that are lists themselves are counted, not listed", () => {
  train(10, "keep 1, 0.86");
  train(10, "keep 0.5, 1");
  expect(sent.at(-1)?.text).toBe("trained 2 models: 10 steps each");
});

test("a run that breaks off says where", () => {
  const line = trainingProgress(100, "fast");
  line.update(12, Number.NaN);
  line.done(Number.NaN);
  expect(sent.at(-1)?.text).toBe("training fast stopped after 12 of 100 steps");
});

test("the runs within a search are its steps, and have no line of their own", () => {
  const search = progress(3, "search");
  for (let trial = 1; trial <= 3; trial++) {
    train(50);
    search.update(trial, `best ${trial}`);
  }
  search.done("search: 3 trials, best 93.0 %");
  expect(sent.map((message) => message.text).join("\n")).not.toContain("train");
  expect(sent.at(-1)?.text).toBe("search: 3 trials, best 93.0 %");
});

test("where nobody looks, nothing is written", () => {
  Reflect.deleteProperty(globalThis, BROADCAST);
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const terminal = process.stderr.isTTY;
  process.stderr.isTTY = false;
  train(100);
  process.stderr.isTTY = terminal;
  expect(written).not.toHaveBeenCalled();
});

test("a terminal's line is written over, and the last one stays", async () => {
  Reflect.deleteProperty(globalThis, BROADCAST);
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const terminal = process.stderr.isTTY;
  process.stderr.isTTY = true;
  train(1000, "plain");
  await Promise.resolve();
  process.stderr.isTTY = terminal;
  expect(written.at(-2)).toBe("\r\x1b[Jtrained plain: 1,000 steps");
  expect(written.at(-1)).toBe("\n");
});
