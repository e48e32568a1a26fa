import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PLOTLY_MIME } from "../../src/display/figure.js";
import { liveCostCurve } from "../../src/display/live-cost-curve.js";

const BROADCAST = Symbol.for("Jupyter.broadcast");
let sent: { type: string; points: number }[] = [];
let now = 0;

beforeEach(() => {
  sent = [];
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  Reflect.set(
    globalThis,
    BROADCAST,
    (type: string, content: { data: Record<string, { data: { x: number[] }[] }> }) => {
      now += 5; // Drawing takes its time.
      sent.push({ type, points: content.data[PLOTLY_MIME].data[0].x.length });
    },
  );
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, BROADCAST);
  vi.restoreAllMocks();
});

test("the curve grows in one display, in under 3 % of the time, and ends whole", async () => {
  const live = liveCostCurve("plain");
  for (let step = 0; step < 800; step++) {
    now += 10;
    live(step, 1 / (step + 1));
  }
  const share = (5 * sent.length) / now;
  expect(sent[0]).toEqual({ type: "display_data", points: 1 });
  expect(new Set(sent.slice(1).map(({ type }) => type))).toEqual(new Set(["update_display_data"]));
  expect(share).toBeLessThan(0.03);
  expect(sent.length).toBeGreaterThan(10);
  await Promise.resolve();
  expect(sent.at(-1)?.points).toBe(800);
});

test("where no notebook looks, nothing happens", () => {
  Reflect.deleteProperty(globalThis, BROADCAST);
  liveCostCurve("plain")(0, 1);
  expect(sent).toEqual([]);
});
