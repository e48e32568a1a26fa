import { afterAll, beforeAll, expect, test } from "vitest";
import { type Canvas, openCanvas } from "./browser.js";
import { gallery } from "./gallery.js";

const figures = gallery();
let canvas: Canvas;

beforeAll(async () => {
  canvas = await openCanvas();
});
afterAll(() => canvas.close());

/** What plotly.js holds of the drawn figure. */
const held = <T>(path: string): Promise<T> =>
  canvas.page.evaluate(`document.getElementById("figure").${path}`);

const press = (label: string): Promise<void> =>
  canvas.page.locator(".updatemenu-button", { hasText: new RegExp(`^${label}$`) }).click();

/** Clicks on the slider's rail, at a share of its length. */
async function slideTo(share: number): Promise<void> {
  const rail = await canvas.page.locator(".slider-rail-touch-rect").boundingBox();
  if (rail === null) throw new Error("there is no slider");
  await canvas.page.mouse.click(rail.x + 1 + share * (rail.width - 2), rail.y + rail.height / 2);
}

test("the button log makes the cost axis logarithmic, and linear takes it back", async () => {
  await canvas.draw(figures["cost curves"]);
  await press("log");
  await expect.poll(() => held("_fullLayout.yaxis.type")).toBe("log");
  await press("linear");
  await expect.poll(() => held("_fullLayout.yaxis.type")).toBe("linear");
});

test("the button test shows the test samples, names them in the title, and keeps the regions", async () => {
  await canvas.draw(figures["decision boundaries"]);
  const regions = await canvas.page.locator(".hm image, .heatmap image, .contour image").count();
  await press("test");
  await expect.poll(() => held("_fullLayout.title.text")).toContain("test");
  const visible = await held<boolean[]>("data.map((trace) => trace.visible !== false)");
  expect(visible.slice(0, 7)).toEqual([true, false, false, false, true, true, true]);
  expect(await canvas.page.locator(".hm image, .heatmap image, .contour image").count()).toBe(regions);
});

test("the slider of the masks goes to the last step and changes what stands above the panels", async () => {
  await canvas.draw(figures["dropout masks"]);
  await slideTo(1);
  await expect.poll(() => held("data[7].visible")).toBe(true);
  expect(await held("_fullLayout.annotations[0].text")).toContain("other than before");
});

test("the slider of the race shortens the ways and leaves the contours", async () => {
  await canvas.draw(figures["optimizer race"]);
  const whole = await held<number>("data[3].x.length");
  await slideTo(0);
  await expect.poll(() => held("data[3].x.length")).toBe(1);
  expect(whole).toBeGreaterThan(20);
  expect(await held("data[2].x.length")).toBe(whole);
  expect(await canvas.page.locator(".contourlines path").count()).toBeGreaterThan(3);
});

test("the mouse over a curve tells its cost", async () => {
  await canvas.draw(figures["cost curves"]);
  const plot = await canvas.page.locator(".nsewdrag").first().boundingBox();
  if (plot === null) throw new Error("there is no plot");
  await canvas.page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height / 2);
  await canvas.page.locator(".hoverlayer text").first().waitFor();
  expect(await canvas.page.locator(".hoverlayer").textContent()).toContain("dropout");
});

test("a click in the legend hides a run", async () => {
  await canvas.draw(figures["cost curves"]);
  await canvas.page.locator(".legendtoggle").first().click();
  await expect.poll(() => held("data[0].visible")).toBe("legendonly");
});
