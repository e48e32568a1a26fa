import type { Slider } from "plotly.js";
import { GRID, INK } from "./theme.js";

/** One stop of a slider: what it is called, which traces show there, and what else the layout changes. */
export interface Stop {
  readonly label: string;
  readonly visible: readonly boolean[];
  readonly layout?: object;
}

/** Room that a slider needs below the axes' titles, in pixels. */
export const SLIDER_ROOM = 74;

/** A slider below the figure that shows and hides traces; it says "step 400" and the like above itself. */
export function traceSlider(stops: readonly Stop[], prefix: string, active = 0): Partial<Slider> {
  const steps = stops.map(({ label, visible, layout }): SliderStop => {
    return { label, method: "update", args: [{ visible: [...visible] }, layout ?? {}] };
  });
  return sliderOf(steps, prefix, active);
}

/** What plotly.js does at one stop. */
export interface SliderStop {
  readonly label: string;
  readonly method: "update" | "restyle";
  readonly args: readonly object[];
}

/** A slider below the figure with stops of any kind. */
export function sliderOf(steps: readonly SliderStop[], prefix: string, active: number): Partial<Slider> {
  return {
    active,
    x: 0,
    len: 1,
    y: 0,
    yanchor: "top",
    pad: { t: 56, b: 0, l: 0, r: 0 },
    currentvalue: { prefix: `${prefix} `, xanchor: "left", font: { size: 13, color: INK } },
    bgcolor: GRID,
    bordercolor: INK,
    tickcolor: GRID,
    minorticklen: 0,
    font: { size: 11, color: INK },
    steps: steps.map((step) => ({ ...step })) as Slider["steps"],
  };
}

/**
 * Evenly picked indices, first and last included.
 *
 * @param n     how many there are
 * @param most  how many may be picked
 */
export function evenly(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)));
}
