import type { Floats } from "../backend/kernels.js";

/** The derivatives of one parameter: by backward propagation, and as differences to either side and to both. */
export interface Slopes {
  readonly analytic: Floats;
  /** [J(θ + ε) − J(θ − ε)] / 2ε */
  readonly twoSided: Floats;
  /** [J(θ + ε) − J(θ)] / ε */
  readonly above: Floats;
}

/**
 * Which elements stand at a kink of the cost: it rises differently to the left and to the right, and the analytic
 * derivative is one of the two slopes, or lies between them. Nothing is wrong there, but there is no derivative. It
 * happens where a ReLU gets exactly 0: its bias is still 0, and all of its inputs are.
 *
 * @param rounding  what rounding of the cost can do to a difference
 */
export function atKink({ analytic, twoSided, above }: Slopes, rounding: number): boolean[] {
  return Array.from(analytic, (slope, i) => {
    const below = 2 * twoSided[i] - above[i];
    const size = Math.abs(above[i]) + Math.abs(below);
    if (!(Math.abs(above[i] - below) > 1e-2 * size + 4 * rounding)) return false;
    const slack = 1e-3 * size + 4 * rounding;
    return Math.min(above[i], below) - slack <= slope && slope <= Math.max(above[i], below) + slack;
  });
}
