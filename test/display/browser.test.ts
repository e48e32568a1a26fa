import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Canvas, openCanvas } from "./browser.js";
import { gallery } from "./gallery.js";

const figures = Object.entries(gallery());
let canvas: Canvas;

beforeAll(async () => {
  canvas = await openCanvas();
});
afterAll(() => canvas.close());

describe.each(figures)("%s", (name, figure) => {
  test("plotly.js knows every attribute and accepts every value", async () => {
    expect(await canvas.validate(figure)).toEqual([]);
  });

  test("is drawn, with marks on it, on light and on dark pages, without a complaint", async () => {
    const before = canvas.complaints.length;
    for (const theme of ["light", "dark"] as const) {
      await canvas.draw(figure, { theme, name });
      expect(await canvas.countMarks()).toBeGreaterThan(0);
    }
    expect(canvas.complaints.slice(before)).toEqual([]);
  });

  test("follows the width of its cell", async () => {
    await canvas.resize(420);
    expect(await canvas.drawnWidth()).toBeLessThanOrEqual(420);
  });

  test("is at most 200 kB of JSON", () => {
    expect(JSON.stringify(figure).length).toBeLessThanOrEqual(200_000);
  });

  test("says in words what it shows", () => {
    expect(figure.summary.length).toBeGreaterThan(40);
    expect(figure.summary).not.toMatch(/undefined|\[object|NaN/);
  });
});
