import { cellDisplay } from "../training/progress-output.js";
import { type CostCurveOptions, costCurve } from "./cost-curve.js";

/** Drawing may take this share of the time: after a draw of 10 ms, half a second passes before the next. */
const SHARE = 0.02;
/** And at most this often, in milliseconds: eyes need no more. */
const PAUSE = 500;

/**
 * A cost curve that grows while a model trains: what `fit` calls after each step. It takes about a fiftieth of
 * the time, and where no notebook looks, none.
 *
 * @param name  what the curve is called
 * @example fit(model, train, { epochs: 30_000, onStep: liveCostCurve("dropout") })
 */
export function liveCostCurve(
  name: string,
  options: CostCurveOptions = {},
): (step: number, cost: number) => void {
  const show = cellDisplay();
  if (show === null) return () => {};
  const step: number[] = [];
  const cost: number[] = [];
  let next = performance.now();
  let isLastDrawn = true;
  const draw = (): void => {
    const start = performance.now();
    show(costCurve({ [name]: { step, cost } }, options).mimeBundle());
    const end = performance.now();
    next = end + Math.max(PAUSE, (end - start) / SHARE);
    isLastDrawn = true;
  };
  return (at, J) => {
    step.push(at);
    cost.push(J);
    if (isLastDrawn) {
      isLastDrawn = false;
      // When the cell's synchronous part is over, the whole curve: the same after every run.
      queueMicrotask(() => {
        if (!isLastDrawn) draw();
      });
    }
    if (performance.now() >= next) draw();
  };
}
